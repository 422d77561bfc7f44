package dev.etherloom.binder.link;

import dev.etherloom.frames.io.LibC;
import io.vavr.control.Either;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A network interface by its name (netdevice(7)).
 *
 * @param index as the kernel numbers it; another one after it was removed and made again
 */
public record Interface(String name, int index) {
  private static final int IFREQ = 40;
  private static final int AT_VALUE = 16;
  private static final int MAX_NAME = 15;
  private static final int SIOCGIFINDEX = 0x8933;
  private static final int SIOCGIFFLAGS = 0x8913;
  private static final int SIOCSIFFLAGS = 0x8914;
  private static final int SIOCGIFMTU = 0x8921;
  private static final int IFF_UP = 1;

  /** The interface of that name, or a sentence saying that there is none. */
  public static Either<String, Interface> named(String name) {
    int index = name.length() > MAX_NAME ? 0 : LibC.C.if_nametoindex(name);
    return index == 0
        ? Either.left("there is no interface '" + name + "' here")
        : Either.right(new Interface(name, index));
  }

  /** Whether it is still the same one; if_nametoindex(3) would want a socket of its own. */
  boolean exists(int socket) {
    var request = request();
    return LibC.C.ioctl(socket, SIOCGIFINDEX, LibC.address(request)) == 0
        && request.getInt(AT_VALUE) == index;
  }

  /** The longest packet it takes, in octets; asked through any socket. */
  int mtu(int socket) {
    var request = request();
    if (LibC.C.ioctl(socket, SIOCGIFMTU, LibC.address(request)) < 0) {
      throw gone();
    }
    return request.getInt(AT_VALUE);
  }

  boolean isUp(int socket) {
    var request = request();
    return LibC.C.ioctl(socket, SIOCGIFFLAGS, LibC.address(request)) == 0
        && (request.getShort(AT_VALUE) & IFF_UP) != 0;
  }

  /** Brings it up where that is allowed. */
  boolean bringUp(int socket) {
    var request = request();
    if (LibC.C.ioctl(socket, SIOCGIFFLAGS, LibC.address(request)) < 0) {
      return false;
    }
    request.putShort(AT_VALUE, (short) (request.getShort(AT_VALUE) | IFF_UP));
    return LibC.C.ioctl(socket, SIOCSIFFLAGS, LibC.address(request)) == 0;
  }

  private ByteBuffer request() {
    return Scratch.IFREQ_BUFFER
        .put(0, new byte[IFREQ])
        .put(0, name.getBytes(StandardCharsets.UTF_8));
  }

  LinkGoneException gone() {
    return new LinkGoneException("interface " + name + " was removed");
  }

  /** One request at a time: interfaces are asked on one thread. */
  private static final class Scratch {
    static final ByteBuffer IFREQ_BUFFER = LibC.memory(IFREQ);
  }
}
