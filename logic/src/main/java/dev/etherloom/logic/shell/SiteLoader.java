package dev.etherloom.logic.shell;

import com.google.errorprone.annotations.Var;
import dev.etherloom.frames.Slice;
import dev.etherloom.logic.http.HttpDate;
import dev.etherloom.logic.http.MediaTypes;
import dev.etherloom.logic.http.Resource;
import dev.etherloom.logic.http.Site;
import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import io.vavr.collection.TreeMap;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a directory into memory, as a {@link Site}. Files that are as they were are not read again.
 *
 * <p>Not served, and warned of: what cannot be read, what is no regular file, a symbolic link that
 * leads out of the directory, a name that no path can have, and whatever comes after {@link
 * #MAX_FILES} files or more octets than allowed. Names that start with a dot are not served either,
 * but for {@code .well-known}.
 */
final class SiteLoader {
  static final int MAX_FILES = 100_000;
  static final int MAX_DEPTH = 64;

  /** Octets of content, unless the heap is smaller than four times that. */
  static final long MAX_OCTETS = 1L << 30;

  private final Path root;
  private final long mostOctets;
  private final Consumer<String> warn;

  SiteLoader(Path root, long mostOctets, Consumer<String> warn) {
    this.root = root;
    this.mostOctets = mostOctets;
    this.warn = warn;
  }

  /** The octets that a site may have in this process: a quarter of its heap. */
  static long defaultOctets() {
    return Math.min(MAX_OCTETS, Runtime.getRuntime().maxMemory() / 4);
  }

  /**
   * A file as it was when it was read.
   *
   * @param stamp what changes when the file does: inode, size and time
   */
  record Loaded(String stamp, Resource resource) {}

  /** All that was read. */
  record Content(TreeMap<String, Loaded> files, Set<String> directories) {
    static final Content NONE = new Content(TreeMap.empty(), HashSet.empty());

    Site site() {
      return Site.of(files.mapValues(Loaded::resource), directories);
    }

    long octets() {
      return files
          .values()
          .map(file -> (long) file.resource().content().length())
          .sum()
          .longValue();
    }
  }

  /**
   * The directory as it is now.
   *
   * @param before as it was; where nothing changed, this very value is the answer
   * @throws IOException where the directory itself cannot be read
   */
  Content load(Content before) throws IOException {
    var walk = new Walk(root.toRealPath(), before);
    if (!Files.isDirectory(walk.top)) {
      throw new IOException("not a directory: " + root);
    }
    var options = EnumSet.of(FileVisitOption.FOLLOW_LINKS);
    var _ = Files.walkFileTree(walk.top, options, MAX_DEPTH, walk);
    boolean same =
        !walk.changed
            && walk.files.size() == before.files.size()
            && walk.directories.equals(before.directories);
    return same ? before : new Content(walk.files, walk.directories);
  }

  /** One walk through the tree. */
  private final class Walk extends SimpleFileVisitor<Path> {
    private final Path top;
    private final Content before;
    private TreeMap<String, Loaded> files = TreeMap.empty();
    private Set<String> directories = HashSet.empty();
    private long octets;
    private boolean changed;

    Walk(Path top, Content before) {
      this.top = top;
      this.before = before;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes found) {
      if (directory.equals(top)) {
        return FileVisitResult.CONTINUE;
      }
      if (isHidden(directory) || !isInside(directory) || !isSpeakable(directory)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      directories = directories.add(name(directory) + "/");
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes found) {
      if (isHidden(file) || !isInside(file) || !isSpeakable(file)) {
        return FileVisitResult.CONTINUE;
      }
      if (!found.isRegularFile()) {
        warn.accept(file + ": no regular file, or deeper than " + MAX_DEPTH + " directories");
        return FileVisitResult.CONTINUE;
      }
      if (files.size() >= MAX_FILES) {
        warn.accept(file + ": beyond " + MAX_FILES + " files; it and what follows is not served");
        return FileVisitResult.TERMINATE;
      }
      var name = name(file);
      var stamp = found.fileKey() + " " + found.size() + " " + found.lastModifiedTime();
      var known = before.files.get(name).filter(one -> one.stamp.equals(stamp));
      var loaded = known.isDefined() ? known.get() : read(file, stamp, found);
      if (loaded != null) {
        changed |= known.isEmpty();
        octets += loaded.resource.content().length();
        files = files.put(name, loaded);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException problem) {
      if (!isHidden(file)) {
        warn.accept(file + ": cannot be read: " + problem);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException problem) {
      if (problem != null) {
        warn.accept(directory + ": cannot be read in whole: " + problem);
      }
      return FileVisitResult.CONTINUE;
    }

    private @Nullable Loaded read(Path file, String stamp, BasicFileAttributes found) {
      long room = Math.min(mostOctets - octets, Integer.MAX_VALUE - 16);
      if (found.size() > room) {
        warn.accept("%s: %d octets, and there is room for %d".formatted(file, found.size(), room));
        return null;
      }
      try (var in = Files.newInputStream(file.toRealPath(), LinkOption.NOFOLLOW_LINKS)) {
        var content = in.readNBytes((int) found.size());
        var seen = content.length == found.size() ? stamp : ""; // it shrinks: look again soon
        var changed = new HttpDate(found.lastModifiedTime().to(TimeUnit.SECONDS));
        return new Loaded(
            seen,
            Resource.of(Slice.owning(content), MediaTypes.of(name(file)), Option.some(changed)));
      } catch (IOException | OutOfMemoryError e) {
        warn.accept(file + ": cannot be read: " + e);
        return null;
      }
    }

    /** Whether a link that leads here stays below the root. */
    private boolean isInside(Path path) {
      try {
        if (path.toRealPath().startsWith(top)) {
          return true;
        }
        warn.accept(path + ": leads out of " + top);
      } catch (IOException e) {
        warn.accept(path + ": cannot be read: " + e);
      }
      return false;
    }

    private boolean isSpeakable(Path path) {
      var name = String.valueOf(path.getFileName());
      boolean good = name.chars().allMatch(c -> c >= ' ' && c != '\\' && c != 0x7f && c != 0xfffd);
      if (!good) {
        warn.accept(path + ": no path in a request can have that name");
      }
      return good;
    }

    private static boolean isHidden(Path path) {
      var name = String.valueOf(path.getFileName());
      return name.startsWith(".") && !name.equals(".well-known");
    }

    private String name(Path path) {
      @Var String name = "";
      for (var part : top.relativize(path)) {
        name += "/" + part;
      }
      return name;
    }
  }
}
