/* A crowd: as many TCP connections as one likes, from one process, over the wire. A socket of the kernel for each would
 * take gigabytes; here a connection is twelve octets.
 *   cc -O2 -Wall -o crowd crowd.c
 *   crowd IF STACK_MAC STACK_IP PORT
 * Connection i comes from 172.16.0.0/12 plus i / 1000, port 10000 + i % 1000. The stack reaches these addresses by a
 * gateway that is this interface, or on the link: questions by ARP about that net are answered. Commands on stdin:
 *   open N   opens connections until there are N; prints: opened N seconds S rate R again A refused F
 *   ask K    sends eight octets on K of them, chosen at random, one after the other, and waits for the echo; prints:
 *            asked K answered A p50 US p99 US
 * Whatever comes on a connection meanwhile is acknowledged, so that the peer's keep-alives find somebody. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
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
#define FRAME 2048
#define PER_ADDRESS 1000
#define NET 0xac100000u /* 172.16.0.0/12 */
#define MOST (4000 * PER_ADDRESS)
#define WINDOW 1024              /* handshakes under way */
#define PATIENCE 300000000u      /* ns until a SYN is sent again */
enum { CLOSED, ASKED, OPEN, REFUSED };
enum { FIN = 1, SYN = 2, RST = 4, PSH = 8, ACK = 16 };

struct connection {
  uint32_t sent, received; /* the next sequence numbers */
  uint8_t state;
};

static struct connection *all;
static uint8_t own[6], stack[6], stack_ip[4];
static int fd, port;
static uint8_t out[N][128], in[N][FRAME];
static struct mmsghdr outgoing[N], incoming[N];
static struct iovec outv[N], inv[N];
static int queued;
static long opened, refused, again, echo_of = -1;
static uint64_t echoed_at;

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}
static void put16(uint8_t *p, uint32_t v) { p[0] = (uint8_t)(v >> 8), p[1] = (uint8_t)v; }
static void put32(uint8_t *p, uint32_t v) { put16(p, v >> 16), put16(p + 2, v); }
static uint32_t get16(const uint8_t *p) { return (uint32_t)(p[0] << 8 | p[1]); }
static uint32_t get32(const uint8_t *p) { return get16(p) << 16 | get16(p + 2); }
static uint32_t sum(const uint8_t *p, int n, uint32_t s) {
  for (int i = 0; i < n; i += 2) s += get16(p + i);
  while (s >> 16) s = (s & 0xffff) + (s >> 16);
  return s;
}

static void flush(void) {
  for (int done = 0; done < queued;) {
    int k = sendmmsg(fd, outgoing + done, (unsigned)(queued - done), 0);
    if (k > 0) done += k;
    else if (errno != ENOBUFS && errno != EAGAIN && errno != EINTR) perror("sendmmsg"), exit(1);
  }
  queued = 0;
}

static uint8_t *fresh(int length) {
  if (queued == N) flush();
  outv[queued].iov_len = (size_t)length;
  uint8_t *f = out[queued++];
  memset(f, 0, sizeof out[0]);
  memcpy(f, stack, 6), memcpy(f + 6, own, 6);
  return f;
}

/* A segment of connection i: a SYN offers a segment size, others may carry 8 octets. */
static void segment(long i, int flags, int octets) {
  struct connection *c = &all[i];
  int tcp = flags & SYN ? 24 : 20 + octets;
  uint8_t *f = fresh(34 + tcp), *ip = f + 14, *t = f + 34;
  put16(f + 12, ETH_P_IP);
  put16(ip, 0x4500), put16(ip + 2, (uint32_t)(20 + tcp)), put16(ip + 6, 0x4000), put16(ip + 8, 0x4006);
  put32(ip + 12, NET + 1 + (uint32_t)(i / PER_ADDRESS));
  memcpy(ip + 16, stack_ip, 4);
  put16(ip + 10, ~sum(ip, 20, 0));
  put16(t, 10000 + (uint32_t)(i % PER_ADDRESS)), put16(t + 2, (uint32_t)port);
  put32(t + 4, c->sent), put32(t + 8, flags & ACK ? c->received : 0);
  put16(t + 12, (uint32_t)((flags & SYN ? 6 : 5) << 12 | flags)), put16(t + 14, 60000);
  if (flags & SYN) put32(t + 20, 0x020405b4);
  else if (octets) put32(t + 20, 0x6f637465), put32(t + 24, 0x74733a20);
  put16(t + 16, ~sum(t, tcp, sum(ip + 12, 8, 6 + (uint32_t)tcp)));
}

static void arp(const uint8_t *f) { /* who has one of ours? */
  uint32_t target = get32(f + 38);
  if (get16(f + 20) != 1 || (target & 0xfff00000u) != NET) return;
  uint8_t *a = fresh(42);
  memcpy(a, f + 6, 6), memcpy(a + 12, f + 12, 8);
  put16(a + 20, 2), memcpy(a + 22, own, 6), memcpy(a + 28, f + 38, 4), memcpy(a + 32, f + 22, 10);
}

static void tcp(const uint8_t *f, int length) {
  const uint8_t *ip = f + 14, *t = ip + (ip[0] & 15) * 4;
  uint32_t to = get32(ip + 16);
  long i = (long)(to - NET - 1) * PER_ADDRESS + (long)get16(t + 2) - 10000;
  if ((to & 0xfff00000u) != NET || i < 0 || i >= MOST || all[i].state == CLOSED || t + 20 > f + length) return;
  struct connection *c = &all[i];
  int flags = t[13], octets = (int)get16(ip + 2) - (ip[0] & 15) * 4 - (t[12] >> 4) * 4;
  uint32_t seq = get32(t + 4), ack = get32(t + 8);
  if (flags & RST) {
    if (c->state != REFUSED) refused++, opened -= c->state == OPEN;
    c->state = REFUSED;
  } else if (flags & SYN) { /* with ACK; perhaps again, as our answer was lost */
    if (c->state == ASKED) c->state = OPEN, c->sent = ack, c->received = seq + 1, opened++;
    segment(i, ACK, 0);
  } else if (c->state == OPEN && (octets > 0 || flags & FIN || seq != c->received)) {
    if (seq == c->received) {
      c->received += (uint32_t)octets + (flags & FIN ? 1 : 0);
      if (i == echo_of && octets >= 8) echo_of = -1, echoed_at = now();
    }
    segment(i, ACK, 0);
  }
}

static int take(int wait_ms) { /* all that has come; whether anything has */
  struct pollfd p = {fd, POLLIN, 0};
  if (wait_ms > 0) flush(), poll(&p, 1, wait_ms);
  int k = recvmmsg(fd, incoming, N, MSG_DONTWAIT, 0);
  for (int j = 0; j < k; j++) {
    const uint8_t *f = in[j];
    int length = (int)incoming[j].msg_len;
    if (length >= 42 && get16(f + 12) == ETH_P_ARP) arp(f);
    else if (length >= 54 && get16(f + 12) == ETH_P_IP && f[23] == 6 && !memcmp(f + 26, stack_ip, 4)) tcp(f, length);
  }
  flush();
  return k > 0;
}

static void open_until(long wanted) {
  static long next;
  static uint64_t at[WINDOW]; /* when the SYN of connection i was sent, at i % WINDOW */
  long first = next, oldest = next, before = again;
  uint64_t begun = now();
  while (oldest < wanted) {
    uint64_t t = now();
    for (int burst = 0; burst < N && next < wanted && next < oldest + WINDOW; burst++, next++) {
      all[next] = (struct connection){(uint32_t)next * 2654435761u, 0, ASKED};
      segment(next, SYN, 0);
      all[next].sent++, at[next % WINDOW] = t;
    }
    flush();
    take(next < wanted && next < oldest + WINDOW ? 0 : 1);
    while (oldest < next && all[oldest].state != ASKED) oldest++;
    for (long i = oldest; i < next && t - at[i % WINDOW] > PATIENCE; i++)
      if (all[i].state == ASKED) all[i].sent--, segment(i, SYN, 0), all[i].sent++, again++, at[i % WINDOW] = t;
  }
  double seconds = (double)(now() - begun) / 1e9;
  printf("opened %ld seconds %.3f rate %.0f again %ld refused %ld\n", opened, seconds, (double)(wanted - first) / seconds, again - before, refused);
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void ask(long count, long there) {
  double *spans = calloc((size_t)count, sizeof *spans);
  long answered = 0;
  for (long n = 0; n < count; n++) {
    long i = (long)((double)random() / ((double)RAND_MAX + 1) * (double)there);
    if (all[i].state != OPEN) continue;
    uint64_t begun = now(), last = 0;
    echo_of = i;
    while (echo_of >= 0 && now() - begun < 5000000000u) {
      if (now() - last > 1000000000u) segment(i, PSH | ACK, 8), last = now();
      take(10);
    }
    if (echo_of < 0) spans[answered++] = (double)(echoed_at - begun) / 1000;
    all[i].sent += 8, echo_of = -1;
  }
  qsort(spans, (size_t)answered, sizeof *spans, ascending);
  printf("asked %ld answered %ld p50 %.0f p99 %.0f\n", count, answered, spans[answered / 2], spans[answered * 99 / 100]);
  free(spans);
}

int main(int c, char **v) {
  unsigned m[6];
  if (c != 5 || sscanf(v[2], "%x:%x:%x:%x:%x:%x", m, m + 1, m + 2, m + 3, m + 4, m + 5) != 6 || inet_pton(AF_INET, v[3], stack_ip) != 1)
    return fprintf(stderr, "see the head of crowd.c\n"), 2;
  for (int i = 0; i < 6; i++) stack[i] = (uint8_t)m[i];
  port = atoi(v[4]);
  int one = 1, buffer = 16 << 20;
  struct ifreq ifr = {0};
  if ((fd = socket(AF_PACKET, SOCK_RAW, 0)) < 0) return perror("socket"), 1;
  strncpy(ifr.ifr_name, v[1], IFNAMSIZ - 1);
  if (ioctl(fd, SIOCGIFHWADDR, &ifr)) return perror(v[1]), 1;
  memcpy(own, ifr.ifr_hwaddr.sa_data, 6);
  setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &one, sizeof one);
  setsockopt(fd, SOL_PACKET, PACKET_QDISC_BYPASS, &one, sizeof one);
  if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof buffer)) setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
  struct sockaddr_ll at = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL), .sll_ifindex = (int)if_nametoindex(v[1])};
  if (bind(fd, (void *)&at, sizeof at)) return perror("bind"), 1;
  if (!(all = calloc(MOST, sizeof *all))) return perror("calloc"), 1;
  for (int i = 0; i < N; i++) {
    outv[i].iov_base = out[i], inv[i] = (struct iovec){in[i], FRAME};
    outgoing[i].msg_hdr = (struct msghdr){.msg_iov = &outv[i], .msg_iovlen = 1};
    incoming[i].msg_hdr = (struct msghdr){.msg_iov = &inv[i], .msg_iovlen = 1};
  }
  setlinebuf(stdout);
  char line[100];
  for (long n = 0, there = 0;;) {
    struct pollfd p[2] = {{0, POLLIN, 0}, {fd, POLLIN, 0}};
    if (poll(p, 2, -1) < 0) continue;
    if (p[1].revents) take(0);
    if (!(p[0].revents & (POLLIN | POLLHUP))) continue;
    ssize_t got = read(0, line, sizeof line - 1);
    if (got <= 0) return 0;
    line[got] = 0;
    if (sscanf(line, "open %ld", &n) == 1 && n <= MOST) open_until(n), there = n;
    else if (sscanf(line, "ask %ld", &n) == 1 && n > 0) ask(n, there);
    else fprintf(stderr, "crowd: not '%s'\n", line);
  }
}
