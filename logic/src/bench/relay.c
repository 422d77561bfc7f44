/* The two processes of the design in C, doing the least that can be done: the limit that ours is compared with.
 *   cc -O2 -Wall -o relay relay.c
 *   relay binder IF one|mmsg RAW_TO_LOGIC LOGIC_TO_RAW
 *   relay logic one|mmsg RAW_TO_LOGIC LOGIC_TO_RAW
 *   relay page one|mmsg RAW_TO_LOGIC LOGIC_TO_RAW
 * The binder passes frames between AF_PACKET and a pair of mutually connected UNIX datagram sockets; the logic swaps
 * the MAC addresses of every frame and turns ICMP echo requests, checksums verified, into replies; as page it also answers
 * TCP segments, checksums verified, from what they hold alone: a SYN, what holds a request with one page, and a FIN. It
 * keeps no state, resends nothing and knows no options, so no stack behind such a pair of processes can be faster. */
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
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

#define N 64
#define FRAME 2048

struct batch {
  uint8_t octets[N][FRAME];
  struct mmsghdr messages[N];
  struct iovec vectors[N];
};

static void die(const char *what) {
  perror(what);
  exit(1);
}

static int packet_socket(const char *interface) {
  int one = 1, size = 4 << 20;
  int fd = socket(AF_PACKET, SOCK_RAW, 0);
  if (fd < 0) die("socket");
  if (setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &one, sizeof one)) die("PACKET_IGNORE_OUTGOING");
  setsockopt(fd, SOL_PACKET, PACKET_QDISC_BYPASS, &one, sizeof one);
  if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size)) setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
  if (setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &size, sizeof size)) setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
  struct packet_mreq mreq = {.mr_ifindex = (int)if_nametoindex(interface), .mr_type = PACKET_MR_PROMISC};
  setsockopt(fd, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &mreq, sizeof mreq);
  struct sockaddr_ll at = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL), .sll_ifindex = mreq.mr_ifindex};
  if (bind(fd, (void *)&at, sizeof at)) die(interface);
  return fd;
}

static int unix_socket(const char *own, const char *peer) {
  int size = 4 << 20, fd = socket(AF_UNIX, SOCK_DGRAM, 0);
  struct sockaddr_un at = {.sun_family = AF_UNIX};
  if (setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &size, sizeof size)) setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
  strncpy(at.sun_path, own, sizeof at.sun_path - 1);
  unlink(own);
  if (bind(fd, (void *)&at, sizeof at)) die(own);
  strncpy(at.sun_path, peer, sizeof at.sun_path - 1);
  while (connect(fd, (void *)&at, sizeof at)) usleep(10000);
  return fd;
}

static uint32_t sum(const uint8_t *p, int n) {
  uint32_t s = 0;
  int i = 0;
  for (; i + 1 < n; i += 2) s += (uint32_t)(p[i] << 8 | p[i + 1]);
  if (i < n) s += (uint32_t)(p[i] << 8);
  while (s >> 16) s = (s & 0xffff) + (s >> 16);
  return s;
}

static void answer(uint8_t *f, int n) {
  uint8_t t[6];
  if (n < 14) return;
  memcpy(t, f, 6), memcpy(f, f + 6, 6), memcpy(f + 6, t, 6);
  if (f[12] != 8 || f[13] != 0 || n < 42 || f[23] != 1 || f[34] != 8) return;
  int total = f[16] << 8 | f[17];
  if (total < 28 || total + 14 > n || sum(f + 14, 20) != 0xffff || sum(f + 34, total - 20) != 0xffff) return;
  memcpy(t, f + 26, 4), memcpy(f + 26, f + 30, 4), memcpy(f + 30, t, 4);
  f[34] = f[36] = f[37] = 0;
  uint32_t c = ~sum(f + 34, total - 20);
  f[36] = (uint8_t)(c >> 8), f[37] = (uint8_t)c;
}

static void put16(uint8_t *p, uint32_t v) { p[0] = (uint8_t)(v >> 8), p[1] = (uint8_t)v; }
static void put32(uint8_t *p, uint32_t v) { put16(p, v >> 16), put16(p + 2, v); }
static uint32_t get16(const uint8_t *p) { return (uint32_t)(p[0] << 8 | p[1]); }
static uint32_t get32(const uint8_t *p) { return get16(p) << 16 | get16(p + 2); }
static uint32_t tcp_sum(const uint8_t *f, int length) {
  uint32_t s = sum(f + 26, 8) + 6 + (uint32_t)length + sum(f + 34, length);
  while (s >> 16) s = (s & 0xffff) + (s >> 16);
  return s;
}

#define ISS 0x10000000u
enum { FIN = 1, SYN = 2, RST = 4, PSH = 8, ACK = 16 };
static char page[2][512]; /* kept alive, or closed then */
static int page_length[2];

/* Returns the length of the answer, 0 for none. */
static int serve(uint8_t *f, int n) {
  uint8_t t[6], flags, answer;
  if (n < 54 || f[12] != 8 || f[13] != 0 || f[14] != 0x45 || f[23] != 6) return 0;
  int total = (int)get16(f + 16), header = f[46] >> 4 << 2, length = total - 20 - header, last = 0, body = 0;
  if (total + 14 > n || header < 20 || length < 0 || sum(f + 14, 20) != 0xffff || tcp_sum(f, total - 20) != 0xffff) return 0;
  uint32_t seq = get32(f + 38), ack = get32(f + 42);
  flags = f[47];
  if (flags & RST) return 0;
  if (flags & SYN) seq++, ack = ISS, answer = SYN | ACK;
  else if (length > 0) {
    last = memmem(f + 34 + header, (size_t)length, "close", 5) != NULL;
    answer = PSH | ACK | (last ? FIN : 0);
    body = page_length[last];
  } else if (flags & FIN) answer = ack == ISS + 2 + (uint32_t)page_length[1] ? ACK : FIN | ACK, seq++;
  else return 0;
  memcpy(t, f, 6), memcpy(f, f + 6, 6), memcpy(f + 6, t, 6);
  memcpy(t, f + 26, 4), memcpy(f + 26, f + 30, 4), memcpy(f + 30, t, 4);
  memcpy(t, f + 34, 2), memcpy(f + 34, f + 36, 2), memcpy(f + 36, t, 2);
  put32(f + 38, ack), put32(f + 42, seq + (uint32_t)length);
  f[46] = 0x50, f[47] = answer, put16(f + 48, 0xffff), put32(f + 50, 0);
  memcpy(f + 54, page[last], (size_t)body);
  put16(f + 16, (uint32_t)(40 + body)), put16(f + 24, 0), put16(f + 24, ~sum(f + 14, 20));
  put16(f + 50, ~tcp_sum(f, 20 + body));
  return 54 + body;
}

static struct batch *new_batch(void) {
  struct batch *b = calloc(1, sizeof *b);
  for (int i = 0; i < N; i++) {
    b->vectors[i].iov_base = b->octets[i];
    b->messages[i].msg_hdr = (struct msghdr){.msg_iov = &b->vectors[i], .msg_iovlen = 1};
  }
  return b;
}

static int receive(struct batch *b, int fd, int max) {
  for (int i = 0; i < max; i++) b->vectors[i].iov_len = FRAME;
  int k = recvmmsg(fd, b->messages, (unsigned)max, MSG_DONTWAIT, 0);
  for (int i = 0; i < k; i++) b->vectors[i].iov_len = b->messages[i].msg_len;
  return k;
}

/* Answers what is for the page, and keeps the answers in front. */
static int pages(struct batch *b, int count) {
  int kept = 0;
  for (int i = 0; i < count; i++) {
    int n = serve(b->octets[i], (int)b->vectors[i].iov_len);
    if (n == 0) continue;
    if (kept != i) memcpy(b->octets[kept], b->octets[i], (size_t)n);
    b->vectors[kept++].iov_len = (size_t)n;
  }
  return kept;
}

static void transmit(struct batch *b, int fd, int count) {
  for (int done = 0; done < count;) {
    int k = sendmmsg(fd, b->messages + done, (unsigned)(count - done), 0);
    if (k > 0) done += k;
    else if (errno != ENOBUFS && errno != EINTR) return;
  }
}

int main(int c, char **v) {
  int is_binder = c == 6 && !strcmp(v[1], "binder"), is_page = c == 5 && !strcmp(v[1], "page");
  int is_logic = is_page || (c == 5 && !strcmp(v[1], "logic"));
  if (!is_binder && !is_logic) return fprintf(stderr, "see the head of relay.c\n"), 2;
  int max = strcmp(v[is_binder ? 3 : 2], "mmsg") ? 1 : N;
  const char *to_logic = v[c - 2], *to_raw = v[c - 1];
  for (int last = 0; last < 2; last++)
    page_length[last] = sprintf(page[last], "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n%sContent-Length: 360\r\n\r\n%360s", last ? "Connection: close\r\n" : "", "");
  struct batch *b = new_batch();
  int link = is_binder ? packet_socket(v[2]) : -1;
  int peer = is_binder ? unix_socket(to_raw, to_logic) : unix_socket(to_logic, to_raw);
  struct pollfd fds[2] = {{peer, POLLIN, 0}, {link, POLLIN, 0}};
  for (;;) {
    if (poll(fds, is_binder ? 2 : 1, -1) < 0) continue;
    if (fds[1].revents & POLLIN) {
      int k = receive(b, link, max);
      if (k > 0) transmit(b, peer, k);
    }
    if (fds[0].revents & POLLIN) {
      int k = receive(b, peer, max);
      if (is_page) k = pages(b, k);
      else if (is_logic)
        for (int i = 0; i < k; i++) answer(b->octets[i], (int)b->vectors[i].iov_len);
      if (k > 0) transmit(b, is_binder ? link : peer, k);
    }
  }
}
