#!/bin/sh
# Makes sure that the tests have a Chromium, and fonts for the languages they look at.
# CHROMIUM names one that is not on the PATH.
set -eu

has_chromium() {
    for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
        # Ubuntu has a command that only says where to get the real one: ask whether it runs.
        if [ -n "$name" ] && "$name" --version > /dev/null 2>&1; then return 0; fi
    done
    return 1
}

has_arabic() {
    ! command -v fc-list > /dev/null || [ -n "$(fc-list :lang=ar family)" ]
}

fetch() {
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    if apt-get -q update > "$log" 2>&1 && apt-get -q install -y "$@" >> "$log" 2>&1; then
        rm -f "$log"
    else
        tail -n 5 "$log" >&2
        rm -f "$log"
    fi
}

needed=""
has_chromium || needed="chromium"
{ has_chromium && has_arabic; } || needed="$needed fonts-noto-core"

if [ -n "$needed" ] && [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    echo "Installing for the tests (once):" $needed
    fetch $needed
fi
if ! has_chromium; then
    echo "The tests need Chromium: install it (apt-get install chromium fonts-noto-core), or set CHROMIUM to where it is." >&2
    exit 1
fi
if ! has_arabic; then
    echo "The tests need a font for Arabic: install one (apt-get install fonts-noto-core)." >&2
    exit 1
fi
