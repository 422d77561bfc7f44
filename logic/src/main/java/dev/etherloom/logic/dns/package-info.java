/**
 * Messages of the Domain Name System (RFC 1035 §4), both directions; mDNS (RFC 6762) and LLMNR (RFC
 * 4795) have the same form. Records are those of RFC 1035 that are still in use, AAAA (RFC 3596),
 * SRV (RFC 2782), DNAME (RFC 6672), OPT (RFC 6891), CAA (RFC 8659), SVCB and HTTPS (RFC 9460); any
 * other keeps its octets (RFC 3597).
 *
 * <p>Reading list: {@code DomainName}, {@code DnsHeader}, {@code Question}, {@code ResourceRecord},
 * {@code RecordData}, {@code DnsCursor}, which walks a message entry by entry, and {@code
 * DnsMessage}, which wants it whole.
 *
 * <p>Limits: a name has at most 255 octets; it is followed over at most 127 pointers, each to
 * before the labels that led to it, so that a hostile message of n octets costs at most a multiple
 * of 255 n. Records are as many as stand in the octets, whatever the header claims.
 *
 * <p>It does not do: resolving, caching, the length in front of a message on TCP (RFC 7766 §8), the
 * contents of DNSSEC records, signatures, and the rules on which records may stand together (one
 * OPT, CNAME alone). Names within {@code Unknown} data stay as they are: where an old type
 * compressed them (RFC 3597 §4: MB, MG, MINFO, RP, AFSDB, NAPTR…), such data means something in its
 * own message only. Emitting compresses in its own way, so a message read and emitted has the same
 * value, not always the same octets.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.dns;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
