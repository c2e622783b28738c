#!/usr/bin/env python3
"""Reports dead links in rendered documentation: links to files that do not exist, and to fragments that a page lacks.

    .ci/links.py DIR...

DIR is the folder of a crate in the output of `cargo doc`. Links to other hosts are not followed. Exits with 1 if there is a dead
link, or no link at all.
"""

import functools
import html
import os
import re
import sys
import urllib.parse

LINK = re.compile(r'<a (?:[^>]*? )?href="([^"#]*)(#[^"]*)?"')
REDIRECT = re.compile(r'<meta http-equiv="refresh" content="0;URL=([^"]*)">')
ID = re.compile(r' id="([^"]*)"')


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


@functools.cache
def ids(path):
    """Returns the values of the `id` attributes of a page, decoded."""
    return {urllib.parse.unquote(html.unescape(found)) for found in ID.findall(read(path))}


@functools.cache
def redirected(path):
    """Returns the link in a page that only redirects, such as the page of a private path. Returns None for other pages."""
    if not path.endswith(".html"):
        return None
    with open(path, encoding="utf-8") as file:
        found = REDIRECT.search(file.read(1000))
    return html.unescape(found[1]) if found else None


@functools.cache
def exists(path):
    return os.path.exists(path)


def problem(page, link, fragment):
    """Returns the reason why a link in a page is dead, or None if it is alive."""
    target = os.path.normpath(os.path.join(os.path.dirname(page), urllib.parse.unquote(link))) if link else page
    if not exists(target):
        return "there is no such file"
    if redirect := redirected(target):
        return problem(target, redirect, fragment)
    # Fragments in pages with source code, such as `#12`, are not checked: a script in the page adds the ids of lines.
    if len(fragment) < 2 or "/src/" in target:
        return None
    is_known = urllib.parse.unquote(fragment[1:]) in ids(target)
    return None if is_known else "the page has no such fragment"


def main(folders):
    count, dead = 0, 0
    for folder in folders:
        for parent, _, names in os.walk(folder):
            for page in (os.path.join(parent, name) for name in sorted(names) if name.endswith(".html")):
                for link, fragment in sorted(set(LINK.findall(read(page)))):
                    # Skips URLs. A Rust path that rustdoc did not resolve, such as `xml::get`, looks like a URL, but is a dead link.
                    if urllib.parse.urlsplit(link).scheme and "::" not in link:
                        continue
                    count += 1
                    found = problem(page, html.unescape(link), html.unescape(fragment))
                    if found:
                        dead += 1
                        print(f"{page}: {link}{fragment}: {found}")
    print(f"{dead} of {count} links are dead")
    return 1 if dead or not count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
