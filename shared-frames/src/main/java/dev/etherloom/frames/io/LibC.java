package dev.etherloom.frames.io;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import org.jspecify.annotations.Nullable;

/**
 * The C library's calls that are needed (Linux man pages, sections 2 and 3). Addresses are passed
 * as longs, which jnr-ffi turns into the fastest stubs; the error number is kept per thread and
 * read by {@link #errno} right after the call.
 *
 * <p>A function with exactly six primitive arguments would get garbage as its sixth, so there is
 * none here.
 */
public interface LibC {
  LibC C = LibraryLoader.create(LibC.class).load("c");
  Runtime RUNTIME = Runtime.getRuntime(C);

  int AF_UNIX = 1;
  int SOCK_DGRAM = 2;
  int MSG_DONTWAIT = 0x40;
  int MSG_TRUNC = 0x20;
  int SEEK_END = 2;
  int MADV_REMOVE = 9;
  short POLLIN = 1;
  short POLLOUT = 4;
  short POLLERR = 8;

  long calloc(long count, long size);

  int socket(int domain, int type, int protocol);

  int bind(int fd, long address, int length);

  int connect(int fd, long address, int length);

  int setsockopt(int fd, int level, int option, long value, int length);

  int getsockopt(int fd, int level, int option, long value, long length);

  int getsockname(int fd, long address, long length);

  int ioctl(int fd, long request, long argument);

  int recvmmsg(int fd, long vector, int count, int flags, long timeout);

  long recvmsg(int fd, long message, int flags);

  int sendmmsg(int fd, long vector, int count, int flags);

  long read(int fd, long buffer, long size);

  long write(int fd, long buffer, long size);

  int poll(long fds, long count, int timeoutMillis);

  int ppoll(long fds, long count, long timeout, long signals);

  int open(String path, int flags);

  int close(int fd);

  int memfd_create(String name, int flags);

  int ftruncate(int fd, long size);

  long lseek(int fd, long offset, int from);

  int fcntl(int fd, int command, int argument);

  int pipe2(long ends, int flags);

  int madvise(long address, long size, int advice);

  int munmap(long address, long size);

  int statx(int directory, long path, int flags, int mask, long result);

  int unlink(String path);

  int umask(int mask);

  int chmod(String path, int mode);

  int chown(String path, int user, int group);

  int geteuid();

  int getegid();

  int getpid();

  int setgroups(long count, long groups);

  int setresgid(int real, int effective, int saved);

  int setresuid(int real, int effective, int saved);

  int prctl(int option, long a, long b, long c, long d);

  int capset(long header, long data);

  int execv(String path, long arguments);

  int if_nametoindex(String name);

  @Nullable Pointer getpwnam(String name);

  @Nullable Pointer getgrnam(String name);

  /** System calls without a wrapper; the seventh argument keeps the count off six. */
  long syscall(long number, long a, long b, long c, long d, long e, long f);

  /** The error number of this thread's last call. */
  static int errno() {
    return RUNTIME.getLastError();
  }

  /**
   * Zeroed native memory that is never freed, in native byte order. It stays where it is, so its
   * {@link #address} may be given to the kernel for good. What is never touched takes no memory.
   */
  @SuppressWarnings("restricted") // the segment is as long as what was allocated
  static ByteBuffer memory(int size) {
    long address = C.calloc(1, size);
    if (address == 0) {
      throw new OutOfMemoryError("no " + size + " octets of native memory");
    }
    return MemorySegment.ofAddress(address)
        .reinterpret(size)
        .asByteBuffer()
        .order(ByteOrder.nativeOrder());
  }

  /** Maps {@code size} octets of what the descriptor is, shared: where, or -1 (mmap(2)). */
  static long map(int fd, long size) {
    long mmap = isArm() ? 222 : 9;
    return C.syscall(mmap, 0, size, 3, 1, fd, 0); // PROT_READ | PROT_WRITE, MAP_SHARED
  }

  /** Whether system calls have the numbers of arm64, not those of x86-64. */
  static boolean isArm() {
    return "aarch64".equals(System.getProperty("os.arch"));
  }

  /** The address of a direct buffer's index 0. The buffer must stay reachable while it is used. */
  static long address(ByteBuffer memory) {
    return MemorySegment.ofBuffer(memory.duplicate().clear()).address();
  }

  /** Gives {@code result} back if it is no failure, else throws with the error number's name. */
  static int check(int result, String what) {
    if (result < 0) {
      throw new SystemCallException(what, errno());
    }
    return result;
  }
}
