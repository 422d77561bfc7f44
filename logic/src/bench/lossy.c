// lossy: a bad way between two network interfaces, and what goes over it, for figures of goodput.
//   lossy bridge IF IF DROP DELAY_MS RATE_MBIT QUEUE SEED   passes frames on, the same both ways: loses DROP percent of
//                                 them, each for itself; sends RATE_MBIT (0: any), whereof QUEUE frames may wait or travel;
//                                 and takes DELAY_MS. No frame overtakes another. The same seed loses the same frames of
//                                 a TCP connection over IPv4, counted from its SYN on, whatever else is on the way: that
//                                 is not lost. IF are the client's side and the server's.
//   lossy serve PORT CONTROL      sends zeros to whoever connects, under that congestion control of the kernel
//   lossy fetch HOST PORT OCTETS  connects, reads so many; prints Mbit/s, the handshake included
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { LONGEST = 2048, MOST = 1 << 15, AT_ONCE = 64 };

struct frame {
  uint64_t due;
  int length;
  unsigned char octets[LONGEST];
};

static struct way { // one direction: frames in the order in which they leave
  int in, out;
  uint64_t count, line_free;
  unsigned first, last;
  struct frame *ring;
} ways[2];

static void fail(const char *what) {
  fprintf(stderr, "lossy: %s: %s\n", what, strerror(errno));
  exit(1);
}

static uint64_t nanos(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000ull + t.tv_nsec;
}

static double chance(uint64_t seed, uint64_t way, uint64_t index) { // 0..1, of the seed and the frame's number alone
  uint64_t z = seed * 0x9e3779b97f4a7c15ull ^ way << 62 ^ index * 0xd1342543de82ef95ull;
  for (int i = 0; i < 2; i++) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    z ^= z >> 31;
  }
  return (z >> 11) * 0x1p-53;
}

static int client_port = -1; // whose frames are counted: the connection that was begun last

// Whether a frame is one of that connection's; a SYN of the client's begins another.
static int counts(int way, const unsigned char *frame, int length) {
  const unsigned char *tcp = frame + ETH_HLEN + (frame[ETH_HLEN] & 15) * 4;
  if (length < ETH_HLEN + 40 || frame[12] != 8 || frame[13] != 0 || frame[23] != IPPROTO_TCP || tcp + 20 > frame + length) {
    return 0;
  }
  int port = way == 0 ? tcp[0] << 8 | tcp[1] : tcp[2] << 8 | tcp[3];
  if (way == 0 && (tcp[13] & 0x12) == 0x02 && port != client_port) {
    client_port = port;
    ways[0].count = ways[1].count = 0;
  }
  return port == client_port;
}

static int packet_socket(const char *name) {
  int s = socket(AF_PACKET, SOCK_RAW, 0), on = 1, room = 16 << 20;
  struct sockaddr_ll at = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL), .sll_ifindex = if_nametoindex(name)};
  struct packet_mreq all = {.mr_ifindex = at.sll_ifindex, .mr_type = PACKET_MR_PROMISC};
  if (s < 0 || at.sll_ifindex == 0) fail(name);
  setsockopt(s, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof on);
  setsockopt(s, SOL_PACKET, PACKET_QDISC_BYPASS, &on, sizeof on);
  setsockopt(s, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room);
  setsockopt(s, SOL_SOCKET, SO_SNDBUFFORCE, &room, sizeof room);
  setsockopt(s, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &all, sizeof all);
  if (bind(s, (struct sockaddr *)&at, sizeof at) < 0) fail("bind");
  return s;
}

static void bridge(char **names, double drop, double delay, double rate, unsigned queue, uint64_t seed) {
  for (int i = 0; i < 2; i++) {
    ways[i].ring = calloc(MOST, sizeof(struct frame));
    if (ways[i].ring == NULL) fail("memory");
    ways[i].in = packet_socket(names[i]);
  }
  ways[0].out = ways[1].in;
  ways[1].out = ways[0].in;
  if (queue == 0 || queue > MOST) queue = MOST;
  for (;;) {
    uint64_t now = nanos(), next = now + 100000000;
    for (int i = 0; i < 2; i++) {
      struct way *w = &ways[i];
      while (w->first != w->last && w->ring[w->first % MOST].due <= now) {
        struct frame *f = &w->ring[w->first++ % MOST];
        while (send(w->out, f->octets, f->length, 0) < 0 && errno == ENOBUFS) usleep(20);
      }
      if (w->first != w->last && w->ring[w->first % MOST].due < next) next = w->ring[w->first % MOST].due;
    }
    struct pollfd polls[2] = {{ways[0].in, POLLIN, 0}, {ways[1].in, POLLIN, 0}};
    struct timespec wait = {(next - now) / 1000000000, (next - now) % 1000000000};
    if (ppoll(polls, 2, &wait, NULL) <= 0) continue;
    now = nanos();
    for (int i = 0; i < 2; i++) {
      struct way *w = &ways[i];
      for (int k = 0; k < AT_ONCE; k++) {
        struct frame *f = &w->ring[w->last % MOST];
        int length = recv(w->in, f->octets, LONGEST, MSG_DONTWAIT | MSG_TRUNC);
        if (length < 0) break;
        if (length > ETH_FRAME_LEN + 4) {
          fprintf(stderr, "lossy: a frame of %d octets: segmentation offload has to be off\n", length);
          exit(3);
        }
        int lost = counts(i, f->octets, length) && chance(seed, i, w->count++) < drop / 100;
        if (lost || w->last - w->first >= queue) continue;
        if (w->line_free < now) w->line_free = now;
        if (rate > 0) w->line_free += (length + 24) * 8000.0 / rate; // with preamble, checksum and gap
        f->length = length;
        f->due = w->line_free + (uint64_t)(delay * 1e6);
        w->last++;
      }
    }
  }
}

static void serve(int port, const char *control) {
  static char zeros[1 << 18];
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(port)};
  int s = socket(AF_INET, SOCK_STREAM, 0), on = 1;
  setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (setsockopt(s, IPPROTO_TCP, TCP_CONGESTION, control, strlen(control)) < 0) fail(control);
  if (bind(s, (struct sockaddr *)&here, sizeof here) < 0 || listen(s, 16) < 0) fail("listen");
  signal(SIGPIPE, SIG_IGN);
  for (;;) { // one after the other
    int c = accept(s, NULL, NULL);
    if (c < 0) fail("accept");
    while (write(c, zeros, sizeof zeros) > 0) {}
    close(c);
  }
}

static void fetch(const char *host, int port, long octets) {
  static char buffer[1 << 18];
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
  uint64_t begun = nanos();
  int s = socket(AF_INET, SOCK_STREAM, 0);
  if (inet_pton(AF_INET, host, &to.sin_addr) != 1 || connect(s, (struct sockaddr *)&to, sizeof to) < 0) fail(host);
  for (long left = octets; left > 0;) {
    ssize_t got = read(s, buffer, sizeof buffer);
    if (got <= 0) fail("read");
    left -= got;
  }
  printf("%.2f\n", octets * 8e3 / (nanos() - begun));
}

int main(int count, char **words) {
  if (count == 9 && strcmp(words[1], "bridge") == 0) {
    bridge(words + 2, atof(words[4]), atof(words[5]), atof(words[6]), atoi(words[7]), strtoull(words[8], NULL, 0));
  } else if (count == 4 && strcmp(words[1], "serve") == 0) {
    serve(atoi(words[2]), words[3]);
  } else if (count == 5 && strcmp(words[1], "fetch") == 0) {
    fetch(words[2], atoi(words[3]), atol(words[4]));
  } else {
    fprintf(stderr, "usage: at the head of lossy.c\n");
    return 2;
  }
}
