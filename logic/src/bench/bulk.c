// bulk: what a TCP of the kernel does with another, for figures: octets each way, and connections one after the other.
//   bulk serve               source at port 5001, sink at 5002, as the services of the stack
//   bulk down HOST SECONDS   reads from 5001; prints Mbit/s
//   bulk up HOST SECONDS     writes to 5002, waits until all is acknowledged; prints Mbit/s
//   bulk connect HOST PORT N N connections, one after the other; prints the median time until connect(2) returns, in us
#include <arpa/inet.h>
#include <errno.h>
#include <linux/sockios.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static char buffer[1 << 18];

static void fail(const char *what) {
  fprintf(stderr, "bulk: %s: %s\n", what, strerror(errno));
  exit(1);
}

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static struct sockaddr_in address(const char *host, int port) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
  if (inet_pton(AF_INET, host, &to.sin_addr) != 1) fail(host);
  return to;
}

static int connected(const char *host, int port) {
  struct sockaddr_in to = address(host, port);
  int s = socket(AF_INET, SOCK_STREAM, 0);
  if (s < 0 || connect(s, (struct sockaddr *)&to, sizeof to) < 0) fail("connect");
  return s;
}

static pid_t child(void) { // which does not outlive its parent
  pid_t pid = fork();
  if (pid == 0) prctl(PR_SET_PDEATHSIG, SIGKILL);
  return pid;
}

static void serve(int port, int source) {
  struct sockaddr_in here = address("0.0.0.0", port);
  int s = socket(AF_INET, SOCK_STREAM, 0), on = 1;
  setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(s, (struct sockaddr *)&here, sizeof here) < 0 || listen(s, 128) < 0) fail("listen");
  for (;;) {
    int c = accept(s, NULL, NULL);
    if (c < 0) fail("accept");
    if (child() == 0) {
      while ((source ? write(c, buffer, sizeof buffer) : read(c, buffer, sizeof buffer)) > 0) {
      }
      _exit(0);
    }
    close(c);
  }
}

static void down(const char *host, double span) {
  int s = connected(host, 5001);
  double start = seconds(), now = start, octets = 0;
  for (ssize_t n; now - start < span && (n = read(s, buffer, sizeof buffer)) > 0; now = seconds()) octets += n;
  printf("%.1f\n", octets * 8 / 1e6 / (now - start));
}

static void up(const char *host, double span) {
  int s = connected(host, 5002), queued = 1;
  double start = seconds(), octets = 0;
  for (ssize_t n; seconds() - start < span && (n = write(s, buffer, sizeof buffer)) > 0;) octets += n;
  while (queued > 0 && ioctl(s, SIOCOUTQ, &queued) == 0 && seconds() - start < 10 * span) usleep(200);
  printf("%.1f\n", (octets - queued) * 8 / 1e6 / (seconds() - start));
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void connections(const char *host, int port, int count) {
  double *spans = calloc(count, sizeof *spans);
  for (int i = 0; i < count; i++) {
    double start = seconds();
    int s = connected(host, port);
    spans[i] = seconds() - start;
    close(s);
  }
  qsort(spans, count, sizeof *spans, ascending);
  printf("%.1f\n", spans[count / 2] * 1e6);
}

int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN);
  signal(SIGCHLD, SIG_IGN);
  if (argc == 2 && !strcmp(argv[1], "serve")) {
    if (child() == 0) serve(5001, 1);
    serve(5002, 0);
  } else if (argc == 4 && !strcmp(argv[1], "down")) {
    down(argv[2], atof(argv[3]));
  } else if (argc == 4 && !strcmp(argv[1], "up")) {
    up(argv[2], atof(argv[3]));
  } else if (argc == 5 && !strcmp(argv[1], "connect")) {
    connections(argv[2], atoi(argv[3]), atoi(argv[4]));
  } else {
    fprintf(stderr, "bulk serve | down HOST SECONDS | up HOST SECONDS | connect HOST PORT N\n");
    return 2;
  }
  return 0;
}
