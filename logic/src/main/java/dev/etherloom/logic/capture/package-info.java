/**
 * Capture files. Written: pcapng as far as a live capture needs it, that is a section, one Ethernet
 * interface with nanosecond stamps, and packets with their direction. Read: classic pcap
 * (draft-ietf-opsawg-pcap) and pcapng (draft-ietf-opsawg-pcapng), both in both byte orders, a
 * record at a time from octets that the shell shows.
 *
 * <p>What a file can make its reader hold is limited: packets to 256 KiB, blocks with packets or
 * interfaces to 16 MiB and 4096 options, sections to 65536 interfaces; beyond, it is refused. A
 * captured length above the announced snap length is believed, as the latter is often wrong.
 *
 * <p>Not read: name resolution, statistics, decryption secrets and unknown blocks, which are
 * skipped whatever their length; the options of sections and, but for name and time, of interfaces;
 * variants of the classic format with other magic numbers; whether frames end in an FCS.
 */
@NullMarked
@CheckReturnValue
package dev.etherloom.logic.capture;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
