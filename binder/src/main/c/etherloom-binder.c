/* Starts the binder, and nothing but the binder, with CAP_NET_RAW.
 *
 * Installed by `just grant` as root:GROUP, mode 0750, with the file capability cap_net_raw+ep. The command is fixed
 * when this is compiled: a Java runtime, a class path, a folder of native code and a main class that root owns. Of the
 * caller come the arguments alone. The environment is replaced, so that JDK_JAVA_OPTIONS, JAVA_TOOL_OPTIONS, CLASSPATH
 * and their like have no effect; other descriptors than 0, 1 and 2 are closed; nobody attaches to the JVM, and since
 * its executable is not readable, the kernel keeps debuggers away from it too. The capability passes to Java as an
 * ambient one, and the binder gives it away when its socket is open. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/capability.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SUITE "/usr/local/lib/etherloom"

static char *const before[] = {
    SUITE "/java/bin/java",
    "-XX:+UseSerialGC",
    "-Xshare:auto",
    "-Xmx48m",
    "-XX:+DisableAttachMechanism",
    "-XX:-UsePerfData",
    "-XX:-CreateCoredumpOnCrash",
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
    "-Djffi.boot.library.path=" SUITE "/binder/native",
    "-Djava.io.tmpdir=" SUITE "/binder/native",
    "-cp",
    SUITE "/binder/lib/*",
    "dev.etherloom.binder.Main",
};

static int fail(const char *what) {
  perror(what);
  return 1;
}

/* Leaves CAP_NET_RAW as the only capability, and makes it ambient (capabilities(7)). */
static int only_net_raw(void) {
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct data[2] = {{0}};
  data[0].permitted = data[0].effective = data[0].inheritable = 1u << CAP_NET_RAW;
  if (syscall(SYS_capset, &header, data)) return fail("etherloom-binder: no CAP_NET_RAW; run 'just grant' again");
  if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_NET_RAW, 0, 0)) return fail("etherloom-binder: ambient CAP_NET_RAW");
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) return fail("etherloom-binder: no_new_privs");
  return 0;
}

int main(int count, char **arguments) {
  const int fixed = sizeof before / sizeof *before;
  static const char *const kept[] = {"LANG", "LC_ALL", "TERM"};
  char **command = calloc((size_t)(fixed + count + 1), sizeof *command);
  char *environment[5] = {"PATH=/usr/bin:/bin"};
  int used = 1;
  if (!command) return fail("etherloom-binder");
  memcpy(command, before, sizeof before);
  for (int i = 1; i < count; i++) {
    if (arguments[i][0] == '@' || !strncmp(arguments[i], "--keep-privileges", 17)) {
      fprintf(stderr, "etherloom-binder: %s is not for granted use\n", arguments[i]);
      return 2;
    }
    command[fixed + i - 1] = arguments[i];
  }
  for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
    const char *value = getenv(kept[i]);
    if (value && strlen(value) < 64 && asprintf(&environment[used], "%s=%s", kept[i], value) > 0) used++;
  }
  for (int fd = 0; fd < 3; fd++)
    if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDWR) != fd) return fail("etherloom-binder: /dev/null");
  if (syscall(SYS_close_range, 3u, ~0u, 0u)) return fail("etherloom-binder: close_range (Linux 5.9)");
  if (only_net_raw()) return 1;
  execve(command[0], command, environment);
  return fail(command[0]);
}
