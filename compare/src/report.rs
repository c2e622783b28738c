//! The report: a line for each goal, a table, and a bar chart.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::measure::Race;

/// The outcome of the goals, and the columns of the table.
#[derive(Default)]
pub(crate) struct Report {
    is_short: bool,
    columns: Vec<(String, Vec<(&'static str, f64)>)>,
}

/// The rows of the table: the name of a program in a [`Race`], and the text of its first cell.
const ROWS: &[(&str, &str)] = &[
    ("ours", "**`ews-types`**"),
    ("ews", "`ews` 0.1.2"),
    ("serde", "`serde` and `quick-xml`, structs with 8 fields"),
    ("yaserde", "`yaserde` derive, structs with 8 fields"),
    ("roxmltree", "`roxmltree`, a tree"),
    ("ns_reader", "loop over `quick-xml` `NsReader`"),
    ("quick-xml", "loop over `quick-xml` `Reader` and attributes"),
    ("xml", "loop over the events of `xml`"),
];

impl Report {
    /// Prints a goal, and whether it is reached: `measured` must be at least `wanted`.
    pub(crate) fn at_least(&mut self, name: &str, measured: f64, wanted: f64) {
        self.goal(name, measured, wanted, measured >= wanted);
    }

    /// Prints a goal, and whether it is reached: `measured` must be at most `wanted`.
    pub(crate) fn at_most(&mut self, name: &str, measured: f64, wanted: f64) {
        self.goal(name, measured, wanted, measured <= wanted);
    }

    fn goal(&mut self, name: &str, measured: f64, wanted: f64, is_reached: bool) {
        // Goals whose names end in `-moonshot` may be out of reach. Missing them is not a failure.
        self.is_short |= !is_reached && !name.ends_with("-moonshot");
        println!("goal {name} {measured:.2} {wanted:.2} {}", if is_reached { "ok" } else { "short" });
    }

    pub(crate) fn is_short(&self) -> bool {
        self.is_short
    }

    /// Adds a column with the speeds of a race.
    pub(crate) fn column(&mut self, title: impl Into<String>, race: &Race) {
        let cells = race.names().iter().map(|name| (*name, race.speed(name) / 1e6)).collect();
        self.columns.push((title.into(), cells));
    }

    /// Returns the table in Markdown, in megabytes per second.
    pub(crate) fn table(&self) -> String {
        let mut table = String::from("| MB/s |");
        self.columns.iter().for_each(|(title, _)| table += &format!(" {title} |"));
        table += "\n| --- |";
        self.columns.iter().for_each(|_| table += " ---: |");
        table.push('\n');
        for (name, label) in ROWS {
            let _ = write!(table, "| {label} |");
            for (_, cells) in &self.columns {
                let cell = cells.iter().find(|(other, _)| other == name);
                let _ = write!(table, " {} |", cell.map_or(String::new(), |(_, speed)| format!("{speed:.0}")));
            }
            table.push('\n');
        }
        table
    }

    /// Returns a bar chart of the first column as SVG. It is readable on light and on dark pages.
    pub(crate) fn chart(&self) -> String {
        const STEP: usize = 26;
        let (title, cells) = &self.columns[0];
        let rows: Vec<(&str, &str, f64)> = ROWS
            .iter()
            .filter_map(|(name, label)| Some((*name, *label, cells.iter().find(|(other, _)| other == name)?.1)))
            .collect();
        let longest = rows.iter().map(|(_, _, speed)| *speed).fold(1.0, f64::max);
        let height = 34 + rows.len() * STEP;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"760\" height=\"{height}\" font-family=\"sans-serif\" \
             font-size=\"13\">\n<rect width=\"760\" height=\"{height}\" fill=\"#fff\"/>\n\
             <text x=\"8\" y=\"20\" font-weight=\"bold\">{title}, MB/s</text>\n"
        );
        for (index, (name, label, speed)) in rows.iter().enumerate() {
            let (y, width) = (32 + index * STEP, speed / longest * 360.0);
            let color = match *name {
                "ours" => "#c2410c",
                "ns_reader" | "quick-xml" | "xml" => "#94a3b8",
                _ => "#475569",
            };
            let label = label.replace(['`', '*'], "");
            let _ = writeln!(
                svg,
                "<text x=\"8\" y=\"{}\">{label}</text><rect x=\"330\" y=\"{y}\" width=\"{width:.0}\" height=\"18\" \
                 fill=\"{color}\"/><text x=\"{:.0}\" y=\"{}\">{speed:.0}</text>",
                y + 14,
                336.0 + width,
                y + 14
            );
        }
        svg + "</svg>\n"
    }

    /// Writes the table into README.md, between the two comments in `MARKS`, and the chart into compare/speed.svg.
    pub(crate) fn write(&self, root: &Path) -> std::io::Result<()> {
        const MARKS: [&str; 2] = ["<!-- speed -->\n", "<!-- end of speed -->\n"];
        let path = root.join("README.md");
        let text = fs::read_to_string(&path)?;
        let place = MARKS.map(|mark| text.find(mark));
        if let [Some(begin), Some(end)] = place {
            let (before, after) = (&text[..begin + MARKS[0].len()], &text[end..]);
            fs::write(&path, format!("{before}\n{}\n{after}", self.table()))?;
        }
        fs::write(root.join("compare/speed.svg"), self.chart())
    }
}
