#!/usr/bin/env bash
# Installs what the tests look through, chromium (screens), poppler-utils (PDFs) and LibreOffice Writer
# with a face of Times's widths that has Vietnamese letters (DOCX); with the word "peers" what the
# benches measure beside us as well, with "spark" Java for the tests on Spark.
set -euo pipefail
missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v pdftoppm >/dev/null || missing+=(poppler-utils)
command -v soffice >/dev/null || missing+=(libreoffice-writer-nogui)
# Debian 12 calls the release with Vietnamese letters by a name of its own.
serif=fonts-liberation
grep -q '^VERSION_ID="12"' /etc/os-release && serif=fonts-liberation2
fc-list 'Liberation Serif:lang=vi' 2>/dev/null | grep -q . || missing+=("$serif")
what="The tests need"
if [ "${1:-}" = peers ]; then
  what="The benches need"
  command -v gs >/dev/null || missing+=(ghostscript)
  command -v tesseract >/dev/null || missing+=(tesseract-ocr)
  tesseract --list-langs 2>/dev/null | grep -qx vie || missing+=(tesseract-ocr-vie)
  command -v pngquant >/dev/null || missing+=(pngquant)
fi
if [ "${1:-}" = spark ]; then
  command -v java >/dev/null || missing+=(openjdk-17-jre-headless)
fi
[ ${#missing[@]} -eq 0 ] && exit 0
echo "$what ${missing[*]}: installing from Debian's packages."
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "Neither root nor sudo: run 'apt-get install ${missing[*]}' as root, then again." >&2; exit 2; }
  as_root=(sudo)
fi
"${as_root[@]}" apt-get update -q
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
