#!/bin/bash
# Every page of the published site is valid HTML to the Nu checker, without a warning.
set -euo pipefail

jar=tests/browser/node_modules/vnu-jar/build/dist/vnu.jar
if [ ! -f "$jar" ] || ! command -v java >/dev/null; then
	echo "the HTML checker is missing: java, or vnu-jar from npm (make check installs both)"
	[ -z "${CI:-}" ] && exit 77
	exit 1
fi

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

"$TAIYAKU" build -q -o "$out/public"
[ -f "$out/public/index.html" ] || {
	echo "the build has written no index.html"
	exit 1
}
java -jar "$jar" --Werror --skip-non-html "$out/public"
