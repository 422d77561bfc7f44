/* Sends ICMP echo requests and measures what comes back.
 *   cc -O2 -Wall -o echoblast echoblast.c
 *   echoblast IF STACK_MAC SOURCE_IP STACK_IP [--seconds S] [--size OCTETS] [--window W] [--rate FRAMES_PER_S]
 *             [--count N] [--interval-us U] [--vlan OUTER[,INNER]]
 * STACK_MAC    or - to ask for it by ARP first, which also tells the stack who asks
 * --size       octets of ICMP payload, 24 to 1472 (56)
 * --window W   at most W requests without an answer (256): 1 measures round trips, many the saturated rate
 * --rate R     sends R a second whatever comes back, instead of the window
 * --interval-us U  waits that long after each answer, as ping -i does (0)
 * --vlan       tags every frame: one id is 802.1Q, two are 802.1ad and 802.1Q. Answers must come with the same tags.
 * Prints one line: sent, received, lost, bad (answers that differ from what was asked), echoes per second, round trips
 * in microseconds: p50, p99, p99.9, largest. An answer that has not come within 100 ms is lost. */
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

/* Tags: TPID and TCI of each, as they stand in a frame. */
static uint8_t tags[8];
static int tagged; /* octets of them */

static void parse_vlan(const char *text) {
  int outer, inner, n = sscanf(text, "%d,%d", &outer, &inner);
  if (n < 1) exit(2);
  put16(tags, n == 2 ? ETH_P_8021AD : ETH_P_8021Q), put16(tags + 2, (uint16_t)outer);
  if (n == 2) put16(tags + 4, ETH_P_8021Q), put16(tags + 6, (uint16_t)inner);
  tagged = 4 * n;
}

/* What the kernel took out of a received frame comes as ancillary data: whether it is our outer tag, the rest of the tags
 * stands in the frame, and what follows has this EtherType. Gives the payload, or 0. */
static const uint8_t *payload(const struct msghdr *m, const uint8_t *f, unsigned length, uint16_t ethertype) {
  struct cmsghdr *c = CMSG_FIRSTHDR(m);
  struct tpacket_auxdata aux = {0};
  const uint8_t *tag = tags, *type = f + 12;
  if (c && c->cmsg_level == SOL_PACKET && c->cmsg_type == PACKET_AUXDATA) memcpy(&aux, CMSG_DATA(c), sizeof aux);
  if (aux.tp_status & TP_STATUS_VLAN_VALID) {
    if (!tagged || aux.tp_vlan_tpid != (tag[0] << 8 | tag[1]) || aux.tp_vlan_tci != (tag[2] << 8 | tag[3])) return 0;
    tag += 4;
  }
  int left = (int)(tags + tagged - tag);
  if (length < 42u + (unsigned)left || memcmp(type, tag, (size_t)left)) return 0;
  type += left;
  return (type[0] << 8 | type[1]) == ethertype ? type + 2 : 0;
}

/* Asks for the stack's MAC address by ARP, as often as needed for two seconds. */
static int resolve(int fd, uint8_t *mac, const uint8_t *own, const uint8_t *source, const uint8_t *target) {
  uint8_t f[64] = {255, 255, 255, 255, 255, 255}, r[FRAME], control[64];
  memcpy(f + 6, own, 6), memcpy(f + 12, tags, (size_t)tagged);
  uint8_t *p = f + 12 + tagged;
  static const uint8_t head[] = {8, 6, 0, 1, 8, 0, 6, 4, 0, 1};
  memcpy(p, head, 10), memcpy(p + 10, own, 6), memcpy(p + 16, source, 4), memcpy(p + 26, target, 4);
  for (uint64_t end = now() + 2000000000u, next = 0; now() < end;) {
    if (now() > next) {
      if (send(fd, f, (size_t)(42 + tagged), 0) < 0) return 0;
      next = now() + 200000000u;
    }
    struct iovec v = {r, sizeof r};
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    ssize_t n = recvmsg(fd, &m, MSG_DONTWAIT);
    const uint8_t *arp = n < 28 ? 0 : payload(&m, r, (unsigned)n, ETH_P_ARP);
    if (arp && arp[7] == 2 && !memcmp(arp + 14, target, 4)) return memcpy(mac, arp + 8, 6), 1;
    if (n < 0) usleep(500);
  }
  return 0;
}

static uint32_t histogram[BUCKETS + 1];

static double percentile(uint64_t total, double p) {
  uint64_t seen = 0, wanted = (uint64_t)((double)total * p);
  for (int i = 0; i <= BUCKETS; i++)
    if ((seen += histogram[i]) > wanted) return i;
  return BUCKETS;
}

int main(int c, char **v) {
  static struct option options[] = {{"seconds", 1, 0, 's'}, {"size", 1, 0, 'l'}, {"window", 1, 0, 'w'}, {"rate", 1, 0, 'r'}, {"count", 1, 0, 'c'}, {"interval-us", 1, 0, 'i'}, {"vlan", 1, 0, 'v'}, {0, 0, 0, 0}};
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
      case 'v': parse_vlan(optarg); break;
      default: return 2;
    }
  unsigned m[6];
  int ask = c - optind == 4 && !strcmp(v[optind + 1], "-");
  if (c - optind != 4 || size < 24 || size > 1472 || (!ask && sscanf(v[optind + 1], "%x:%x:%x:%x:%x:%x", m, m + 1, m + 2, m + 3, m + 4, m + 5) != 6))
    return fprintf(stderr, "see the head of echoblast.c\n"), 2;

  int fd = socket(AF_PACKET, SOCK_RAW, 0), one = 1, buffer = 16 << 20;
  if (fd < 0) return perror("socket"), 1;
  struct ifreq ifr = {0};
  strncpy(ifr.ifr_name, v[optind], IFNAMSIZ - 1);
  if (ioctl(fd, SIOCGIFHWADDR, &ifr)) return perror(v[optind]), 1;
  setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &one, sizeof one);
  setsockopt(fd, SOL_PACKET, PACKET_QDISC_BYPASS, &one, sizeof one);
  if (tagged || ask) setsockopt(fd, SOL_PACKET, PACKET_AUXDATA, &one, sizeof one);
  if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof buffer)) setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
  struct sockaddr_ll at = {.sll_family = AF_PACKET, .sll_protocol = htons(tagged || ask ? ETH_P_ALL : ETH_P_IP), .sll_ifindex = (int)if_nametoindex(v[optind])};
  if (bind(fd, (void *)&at, sizeof at)) return perror("bind"), 1;

  int length = 42 + tagged + size;
  static uint8_t request[N][FRAME], reply[N][FRAME], control[N][64];
  static struct mmsghdr out[N], in[N];
  static struct iovec outv[N], inv[N];
  uint16_t id = (uint16_t)getpid();
  uint8_t frame[FRAME] = {0}, *ip = frame + 14 + tagged, *icmp = ip + 20;
  if (inet_pton(AF_INET, v[optind + 2], ip + 12) != 1 || inet_pton(AF_INET, v[optind + 3], ip + 16) != 1) return fprintf(stderr, "bad address\n"), 2;
  memcpy(frame + 6, ifr.ifr_hwaddr.sa_data, 6);
  if (!ask)
    for (int i = 0; i < 6; i++) frame[i] = (uint8_t)m[i];
  else if (!resolve(fd, frame, frame + 6, ip + 12, ip + 16))
    return fprintf(stderr, "no answer by ARP\n"), 1;
  memcpy(frame + 12, tags, (size_t)tagged);
  put16(ip - 2, ETH_P_IP);
  ip[0] = 0x45;
  put16(ip + 2, (uint16_t)(28 + size));
  ip[6] = 0x40; /* don't fragment, identification 0 */
  ip[8] = 64, ip[9] = 1;
  put16(ip + 10, checksum(ip, 20));
  icmp[0] = 8;
  put16(icmp + 4, id);
  for (int i = 24; i < size; i++) icmp[8 + i] = (uint8_t)i;
  for (int i = 0; i < N; i++) {
    memcpy(request[i], frame, (size_t)length);
    outv[i] = (struct iovec){request[i], (size_t)length};
    inv[i] = (struct iovec){reply[i], FRAME};
    out[i].msg_hdr = (struct msghdr){.msg_iov = &outv[i], .msg_iovlen = 1};
    in[i].msg_hdr = (struct msghdr){.msg_iov = &inv[i], .msg_iovlen = 1, .msg_control = control[i]};
  }

  uint64_t begun = now(), end = begun + (uint64_t)(seconds * 1e9), sent = 0, received = 0, bad = 0, written_off = 0, largest = 0, progress = begun, pause = 0;
  /* who counts each one waits for the last of them, however busy the machine is */
  uint64_t patience = count && !interval ? 5000000000u : 100000000u;
  for (;;) {
    uint64_t t = now();
    int sending = t < end && (!count || (long)sent < count);
    uint64_t outstanding = sent - received - written_off;
    if (!sending && (outstanding == 0 || t > progress + patience)) break;
    long room = rate > 0 ? (long)((double)(t - begun) * 1e-9 * rate) - (long)sent : window - (long)outstanding;
    if (count && room > count - (long)sent) room = count - (long)sent;
    if (room > N) room = N;
    if (!sending || t < pause) room = 0;
    /* in batches, where the window is wide */
    if (rate == 0 && outstanding > 0 && room < window / 4 && (!count || (long)sent + room < count)) room = 0;
    for (long i = 0; i < room; i++) {
      uint8_t *p = request[i] + 34 + tagged;
      uint64_t number = sent + (uint64_t)i;
      put16(p + 6, (uint16_t)number);
      memcpy(p + 8, &t, 8), memcpy(p + 16, &number, 8), memcpy(p + 24, &begun, 8);
      put16(p + 2, 0);
      put16(p + 2, checksum(p, 8 + size));
    }
    if (room > 0) {
      int k = sendmmsg(fd, out, (unsigned)room, 0);
      if (k > 0) sent += (uint64_t)k, progress = t;
      else if (errno != ENOBUFS && errno != EAGAIN) return perror("sendmmsg"), 1;
    }
    for (int i = 0; i < N; i++) in[i].msg_hdr.msg_controllen = sizeof control[i];
    int k = recvmmsg(fd, in, N, MSG_DONTWAIT, 0);
    if (k > 0) {
      t = now();
      for (int i = 0; i < k; i++) {
        const uint8_t *h = payload(&in[i].msg_hdr, reply[i], in[i].msg_len, ETH_P_IP), *p = h + 20;
        uint64_t at_send, run;
        if (!h || h + 28 + size > reply[i] + in[i].msg_len || h[9] != 1 || p[0] != 0 || (p[4] << 8 | p[5]) != id) continue;
        memcpy(&at_send, p + 8, 8), memcpy(&run, p + 24, 8);
        if (run != begun || checksum(h, 20) || checksum(p, 8 + size) || memcmp(p + 32, icmp + 32, (size_t)size - 24)) {
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
      if (rate == 0 && outstanding > 0 && t > progress + patience) written_off += outstanding, progress = t;
      struct pollfd p = {fd, POLLIN, 0};
      struct timespec wait = {0, rate > 0 ? 20000 : 10000000};
      if (t < pause) wait.tv_nsec = (long)(pause - t);
      ppoll(&p, 1, &wait, 0);
    }
  }
  double elapsed = (double)((now() < end ? now() : end) - begun) * 1e-9;
  printf("sent %lu received %lu lost %lu bad %lu rate %.0f p50 %.0f p99 %.0f p999 %.0f max %.0f\n", sent, received, sent - received, bad, (double)received / elapsed, percentile(received, .5), percentile(received, .99), percentile(received, .999), (double)largest / 1000);
  return 0;
}
