#!/bin/sh
# A scanning station: sends every file that settles in a folder to one book, each once.
#
#   SERVER=https://may-chu:8443 TOKEN_FILE=/etc/sohotich/token BOOK=<key of the book> \
#     scan-station.sh /srv/scans [rounds]
#
# Sent files go to da-gui/, refused ones to bi-tu-choi/ with the reason beside them; what the line or
# the server lost stays and is sent again, under the same Idempotency-Key, in the next round.
set -eu

folder=$1
rounds=${2:-0}
batch=${BATCH:-$(date +%Y-%m-%d)}
pause=${PAUSE:-5}
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
mkdir -p "$folder/da-gui" "$folder/bi-tu-choi"

send() {
    # The same for the same request, another as soon as anything of it is another.
    key=$(printf '%s\n' "$BOOK" "$batch" "$1" | cat - "$1" | sha256sum | cut -d' ' -f1)
    # The token by a file: arguments of a process can be read by everybody on the machine.
    printf 'header = "Authorization: Bearer %s"\n' "$(cat "$TOKEN_FILE")" |
        curl --silent --config - --max-time 120 --output "$answer" --write-out '%{http_code}' \
            --header "Idempotency-Key: $key" \
            --form "batch=$batch" --form "file=@\"$1\"" \
            "$SERVER/api/v1/connect/books/$BOOK/pages" || echo 000
}

one() {
    name=$(basename "$1")
    case $(send "$1") in
    200 | 201) mv "$1" "$folder/da-gui/$name" ;;
    413 | 415 | 422)
        mv "$1" "$folder/bi-tu-choi/$name"
        cp "$answer" "$folder/bi-tu-choi/$name.json"
        ;;
    429 | 500 | 503 | 507 | 000) return 0 ;;
    *)
        # The token, the book or its state: a person must look before anything more is sent.
        cat "$answer" >&2
        exit 1
        ;;
    esac
}

round=0
while :; do
    # A file that was written to a moment ago may still be growing.
    find "$folder" -maxdepth 1 -type f ! -newermt "-${SETTLED:-3} seconds" | sort |
        while IFS= read -r file; do one "$file"; done
    round=$((round + 1))
    [ "$rounds" -gt 0 ] && [ "$round" -ge "$rounds" ] && break
    sleep "$pause"
done
