# Sourced by the benchmarks: medians of what they noted.

# medians FILE BASE: of lines "who figure value slice" the medians, as lines "who figure median"; and as one more "who",
# ratio, the median of what ours is to BASE in the same slice.
medians() {
  awk -v base="$2" '{ print $1, $2, $3 } $1 == base { b[$2 " " $4] = $3 } $1 == "ours" { o[$2 " " $4] = $3 }
    END { for (k in o) if (b[k] > 0) { split(k, part, " "); print "ratio", part[1], o[k] / b[k] } }' "$1" \
    | sort -k1,1 -k2,2 -k3,3g \
    | awk 'function flush() { if (n) print key, (n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2) }
      { k = $1 " " $2; if (k != key) { flush(); key = k; n = 0 } v[++n] = $3 }
      END { flush() }'
}

# as_json: such lines as one object.
as_json() {
  awk '{ printf "%s\"%s.%s\": %s", (NR > 1 ? ", " : "{"), $1, $2, $3 } END { print "}" }'
}
