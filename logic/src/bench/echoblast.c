/* Sends ICMP echo requests and measures what comes back.
 *   cc -O2 -Wall -o echoblast echoblast.c
 *   echoblast IF STACK_MAC SOURCE_IP STACK_IP [--seconds S] [--size OCTETS] [--window W] [--rate FRAMES_PER_S]
 *             [--count N] [--interval-us U]
 * --size       octets of ICMP payload, 24 to 1472 (56)
 * --window W   at most W requests without an answer (256): 1 measures round trips, many the saturated rate
 * --rate R     sends R a second whatever comes back, instead of the window
 * --interval-us U  waits that long after each answer, as ping -i does (0)
 * Prints one line: sent, received, lost, bad (answers that differ from what was asked), echoes per second, round trips
 * in microseconds: p50, p99, largest. An answer that has not come within 100 ms is lost. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define N 64
#define FRAME 1600
#define BUCKETS 200000 /* of one microsecond */

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static uint16_t checksum(const uint8_t *p, int n) {
  uint32_t s = 0;
  for (int i = 0; i + 1 < n; i += 2) s += (uint32_t)(p[i] << 8 | p[i + 1]);
  if (n & 1) s += (uint32_t)(p[n - 1] << 8);
  while (s >> 16) s = (s & 0xffff) + (s >> 16);
  return (uint16_t)~s;
}

static void put16(uint8_t *p, uint16_t v) { p[0] = (uint8_t)(v >> 8), p[1] = (uint8_t)v; }

static uint32_t histogram[BUCKETS + 1];

static double percentile(uint64_t total, double p) {
  uint64_t seen = 0, wanted = (uint64_t)((double)total * p);
  for (int i = 0; i <= BUCKETS; i++)
    if ((seen += histogram[i]) > wanted) return i;
  return BUCKETS;
}

int main(int c, char **v) {
  static struct option options[] = {{"seconds", 1, 0, 's'}, {"size", 1, 0, 'l'}, {"window", 1, 0, 'w'}, {"rate", 1, 0, 'r'}, {"count", 1, 0, 'c'}, {"interval-us", 1, 0, 'i'}, {0, 0, 0, 0}};
  double seconds = 5, rate = 0;
  long window = 256, count = 0, interval = 0;
  int size = 56, o;
  while ((o = getopt_long(c, v, "", options, 0)) != -1) switch (o) {
      case 's': seconds = atof(optarg); break;
      case 'l': size = atoi(optarg); break;
      case 'w': window = atol(optarg); break;
      case 'r': rate = atof(optarg); break;
      case 'c': count = atol(optarg); break;
      case 'i': interval = atol(optarg); break;
      default: return 2;
    }
  unsigned m[6];
  if (c - optind != 4 || size < 24 || size > 1472 || sscanf(v[optind + 1], "%x:%x:%x:%x:%x:%x", m, m + 1, m + 2, m + 3, m + 4, m + 5) != 6)
    return fprintf(stderr, "see the head of echoblast.c\n"), 2;

  int fd = socket(AF_PACKET, SOCK_RAW, 0), one = 1, buffer = 16 << 20;
  if (fd < 0) return perror("socket"), 1;
  struct ifreq ifr = {0};
  strncpy(ifr.ifr_name, v[optind], IFNAMSIZ - 1);
  if (ioctl(fd, SIOCGIFHWADDR, &ifr)) return perror(v[optind]), 1;
  setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &one, sizeof one);
  setsockopt(fd, SOL_PACKET, PACKET_QDISC_BYPASS, &one, sizeof one);
  if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof buffer)) setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
  struct sockaddr_ll at = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_IP), .sll_ifindex = (int)if_nametoindex(v[optind])};
  if (bind(fd, (void *)&at, sizeof at)) return perror("bind"), 1;

  int length = 42 + size;
  static uint8_t request[N][FRAME], reply[N][FRAME];
  static struct mmsghdr out[N], in[N];
  static struct iovec outv[N], inv[N];
  uint16_t id = (uint16_t)getpid();
  uint8_t frame[FRAME] = {0};
  for (int i = 0; i < 6; i++) frame[i] = (uint8_t)m[i];
  memcpy(frame + 6, ifr.ifr_hwaddr.sa_data, 6);
  put16(frame + 12, ETH_P_IP);
  frame[14] = 0x45;
  put16(frame + 16, (uint16_t)(28 + size));
  frame[20] = 0x40; /* don't fragment, identification 0 */
  frame[22] = 64, frame[23] = 1;
  if (inet_pton(AF_INET, v[optind + 2], frame + 26) != 1 || inet_pton(AF_INET, v[optind + 3], frame + 30) != 1) return fprintf(stderr, "bad address\n"), 2;
  put16(frame + 24, checksum(frame + 14, 20));
  frame[34] = 8;
  put16(frame + 38, id);
  for (int i = 24; i < size; i++) frame[42 + i] = (uint8_t)i;
  for (int i = 0; i < N; i++) {
    memcpy(request[i], frame, (size_t)length);
    outv[i] = (struct iovec){request[i], (size_t)length};
    inv[i] = (struct iovec){reply[i], FRAME};
    out[i].msg_hdr = (struct msghdr){.msg_iov = &outv[i], .msg_iovlen = 1};
    in[i].msg_hdr = (struct msghdr){.msg_iov = &inv[i], .msg_iovlen = 1};
  }

  uint64_t begun = now(), end = begun + (uint64_t)(seconds * 1e9), sent = 0, received = 0, bad = 0, written_off = 0, largest = 0, progress = begun, pause = 0;
  for (;;) {
    uint64_t t = now();
    int sending = t < end && (!count || (long)sent < count);
    uint64_t outstanding = sent - received - written_off;
    if (!sending && (outstanding == 0 || t > progress + 100000000u)) break;
    long room = rate > 0 ? (long)((double)(t - begun) * 1e-9 * rate) - (long)sent : window - (long)outstanding;
    if (count && room > count - (long)sent) room = count - (long)sent;
    if (room > N) room = N;
    if (!sending || t < pause) room = 0;
    if (rate == 0 && room > 0 && room < N && room < window / 4) room = 0; /* in batches, where the window is wide */
    for (long i = 0; i < room; i++) {
      uint8_t *f = request[i];
      uint64_t number = sent + (uint64_t)i;
      put16(f + 40, (uint16_t)number);
      memcpy(f + 42, &t, 8), memcpy(f + 50, &number, 8), memcpy(f + 58, &begun, 8);
      put16(f + 36, 0);
      put16(f + 36, checksum(f + 34, 8 + size));
    }
    if (room > 0) {
      int k = sendmmsg(fd, out, (unsigned)room, 0);
      if (k > 0) sent += (uint64_t)k, progress = t;
      else if (errno != ENOBUFS && errno != EAGAIN) return perror("sendmmsg"), 1;
    }
    int k = recvmmsg(fd, in, N, MSG_DONTWAIT, 0);
    if (k > 0) {
      t = now();
      for (int i = 0; i < k; i++) {
        const uint8_t *f = reply[i];
        uint64_t at_send, run;
        if (in[i].msg_len < (unsigned)length || f[23] != 1 || f[34] != 0 || (f[38] << 8 | f[39]) != id) continue;
        memcpy(&at_send, f + 42, 8), memcpy(&run, f + 58, 8);
        if (run != begun || checksum(f + 14, 20) || checksum(f + 34, 8 + size) || memcmp(f + 66, frame + 66, (size_t)size - 24)) {
          bad++;
          continue;
        }
        uint64_t us = (t - at_send) / 1000;
        histogram[us < BUCKETS ? us : BUCKETS]++;
        if (t - at_send > largest) largest = t - at_send;
        received++, progress = t;
        if (interval) pause = t + (uint64_t)interval * 1000;
      }
    } else if (room <= 0) {
      if (rate == 0 && outstanding > 0 && t > progress + 100000000u) written_off += outstanding, progress = t;
      struct pollfd p = {fd, POLLIN, 0};
      struct timespec wait = {0, rate > 0 ? 20000 : 10000000};
      if (t < pause) wait.tv_nsec = (long)(pause - t);
      ppoll(&p, 1, &wait, 0);
    }
  }
  double elapsed = (double)((now() < end ? now() : end) - begun) * 1e-9;
  printf("sent %lu received %lu lost %lu bad %lu rate %.0f p50 %.0f p99 %.0f max %.0f\n", sent, received, sent - received, bad, (double)received / elapsed, percentile(received, .5), percentile(received, .99), (double)largest / 1000);
  return 0;
}
