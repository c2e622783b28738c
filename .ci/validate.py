"""Validates the instances in a folder with lxml, against the schemas in target/ci-schemas: those of schemas/, merged
with schemas/additions. The folder is the argument of the script."""

import sys
from pathlib import Path

from lxml import etree

schemas = {prefix: etree.XMLSchema(etree.parse(f"target/ci-schemas/{name}.xsd")) for prefix, name in (("m", "messages"), ("t", "types"))}
paths = sorted(Path(sys.argv[1]).glob("[mt]-*.xml"))
if not paths:
    sys.exit("there are no instances: the tests wrote none")
wrong = 0
for path in paths:
    schema = schemas[path.name.split("-")[0]]
    if not schema.validate(etree.parse(str(path))):
        wrong += 1
        print(path.name, schema.error_log[0])
print(f"{len(paths)} instances, {wrong} wrong")
sys.exit(wrong > 0)
