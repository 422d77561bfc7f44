# shellcheck shell=bash
# Sourced by the parts of the bench: medians of what they noted.

# medians FILE: of lines "who figure value slice" the medians, as lines "who figure median"; and for each other side, as
# one more "who", ratio/SIDE, the median of what ours is to it in the same slice.
medians() {
  awk '{ print $1, $2, $3 } $1 == "ours" { o[$2 " " $4] = $3; next } { b[$1 " " $2 " " $4] = $3 }
    END { for (k in b) { split(k, part, " "); at = part[2] " " part[3]; if (b[k] > 0 && at in o) print "ratio/" part[1], part[2], o[at] / b[k] } }' "$1" \
    | sort -k1,1 -k2,2 -k3,3g \
    | awk 'function flush() { if (n) print key, (n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2) }
      { k = $1 " " $2; if (k != key) { flush(); key = k; n = 0 } v[++n] = $3 }
      END { flush() }'
}
