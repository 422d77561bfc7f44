package dev.etherloom.frames.io;

import io.vavr.control.Option;

/**
 * A user of the system (getpwnam(3)).
 *
 * @param user user id
 * @param group its primary group's id
 */
public record Account(int user, int group) {
  private static final int PASSWD_UID = 16;
  private static final int PASSWD_GID = 20;
  private static final int GROUP_GID = 16;

  /** The user of that name or number. */
  public static Option<Account> named(String name) {
    var entry = LibC.C.getpwnam(name);
    if (entry != null) {
      return Option.some(new Account(entry.getInt(PASSWD_UID), entry.getInt(PASSWD_GID)));
    }
    return name.matches("\\d{1,9}")
        ? Option.some(new Account(Integer.parseInt(name), Integer.parseInt(name)))
        : Option.none();
  }

  /** The id of the group of that name or number. */
  public static Option<Integer> group(String name) {
    var entry = LibC.C.getgrnam(name);
    if (entry != null) {
      return Option.some(entry.getInt(GROUP_GID));
    }
    return name.matches("\\d{1,9}") ? Option.some(Integer.parseInt(name)) : Option.none();
  }

  /** Who this process is. */
  public static Account current() {
    return new Account(LibC.C.geteuid(), LibC.C.getegid());
  }

  public boolean isRoot() {
    return user == 0;
  }

  /**
   * Makes all threads of this process this user, with {@code extraGroup} as the only other group;
   * no way leads back. The C library carries the change to every thread, and the kernel takes all
   * capabilities from a process that leaves uid 0 (capabilities(7)).
   *
   * @return false where the ids are not mapped in this user namespace: then nothing has changed
   */
  public boolean become(int extraGroup) {
    var groups = LibC.memory(4).putInt(0, extraGroup);
    if (LibC.C.setgroups(1, LibC.address(groups)) < 0
        || LibC.C.setresgid(group, group, group) < 0) {
      return false;
    }
    var _ = LibC.check(LibC.C.setresuid(user, user, user), "setresuid to " + user);
    return true;
  }
}
