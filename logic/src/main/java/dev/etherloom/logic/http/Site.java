package dev.etherloom.logic.http;

import com.google.errorprone.annotations.Var;
import io.vavr.collection.HashMap;
import io.vavr.collection.Set;
import io.vavr.collection.TreeMap;
import io.vavr.collection.TreeSet;
import io.vavr.control.Option;

/**
 * All that a server has, as a value: made once, then only looked up. A new one takes its place when
 * files change.
 *
 * @param resources by path: a file's starts with a slash, a directory's also ends with one
 */
public record Site(HashMap<String, Resource> resources) {
  private static final String INDEX = "index.html";

  /** A site of one page that says what serves it. */
  public static Site builtIn() {
    var page = Resource.of(Pages.welcome(), MediaTypes.HTML, Option.none());
    return new Site(HashMap.of("/", page));
  }

  /**
   * A site of files. A directory shows its {@code index.html}, or else a list of what is in it.
   *
   * @param files by path, as {@code /a/b.html}
   * @param directories further directories, as {@code /a/}; those of the files need not be there
   */
  public static Site of(TreeMap<String, Resource> files, Set<String> directories) {
    @Var TreeMap<String, TreeSet<String>> entries = TreeMap.of("/", TreeSet.empty());
    for (var path : files.keySet()) {
      entries = entered(entries, path);
    }
    for (var path : directories) {
      entries = entered(entries.put(path, entries.get(path).getOrElse(TreeSet.empty())), path);
    }
    @Var HashMap<String, Resource> all = HashMap.ofEntries(files);
    for (var directory : entries) {
      var index = files.get(directory._1 + INDEX);
      var shown = index.getOrElse(() -> listing(directory._1, directory._2, files));
      all = all.put(directory._1, shown);
    }
    return new Site(all);
  }

  /** Enters a path into the directory it is in, and that into its own, up to one that is known. */
  private static TreeMap<String, TreeSet<String>> entered(
      TreeMap<String, TreeSet<String>> entries, String path) {
    @Var var so = entries;
    @Var String name = path;
    while (name.length() > 1) {
      int slash = name.lastIndexOf('/', name.length() - 2);
      var parent = name.substring(0, slash + 1);
      var known = so.get(parent);
      so = so.put(parent, known.getOrElse(TreeSet.empty()).add(name.substring(slash + 1)));
      if (known.isDefined() && !known.get().isEmpty()) {
        return so;
      }
      name = parent;
    }
    return so;
  }

  private static Resource listing(
      String path, TreeSet<String> names, TreeMap<String, Resource> files) {
    return Resource.of(Pages.listing(path, names, files), MediaTypes.HTML, Option.none());
  }

  /** What is at that path. */
  Option<Resource> at(String path) {
    return resources.get(path);
  }

  /** Whether a slash is missing: the path is that of a directory but for it. */
  boolean isDirectory(String path) {
    return resources.containsKey(path + "/");
  }
}
