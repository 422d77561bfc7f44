package dev.etherloom.logic.http;

import dev.etherloom.frames.Slice;
import io.vavr.control.Option;

/**
 * The conditions of a request for a resource that is there, in the order of RFC 9110 §13.2.2.
 *
 * @param date of the answer; none where it is not known what time it is
 */
record Conditions(Resource resource, Option<HttpDate> date) {
  /** What they come to, for GET and HEAD. */
  enum Outcome {
    FAILED,
    UNCHANGED,
    WHOLE,
    RANGE
  }

  Outcome of(RequestHead request) {
    var match = request.value("if-match");
    boolean changed =
        match.isDefined()
            ? !resource.tag().isIn(match.get(), false)
            : !isUnmodifiedSince(request.value("if-unmodified-since")).getOrElse(true);
    if (changed) {
      return Outcome.FAILED;
    }
    var noneMatch = request.value("if-none-match");
    boolean known =
        noneMatch.isDefined()
            ? resource.tag().isIn(noneMatch.get(), true)
            : isUnmodifiedSince(request.value("if-modified-since")).getOrElse(false);
    if (known) {
      return Outcome.UNCHANGED;
    }
    boolean ranged = request.isMethod("GET") && !request.all("range").isEmpty();
    return ranged && isCurrent(request.value("if-range")) ? Outcome.RANGE : Outcome.WHOLE;
  }

  /** None where the field is not there or no date, or the resource has none (§13.1.3, §13.1.4). */
  private Option<Boolean> isUnmodifiedSince(Option<Slice> field) {
    return field
        .flatMap(this::read)
        .flatMap(since -> resource.modified().map(modified -> modified.compareTo(since) <= 0));
  }

  /**
   * Whether the parts that a client has are of this very content (§13.1.5). A date says so only if
   * it is exactly that of the last change, and that is over: a file may change twice in a second
   * (§8.8.2.2).
   */
  private boolean isCurrent(Option<Slice> validator) {
    if (validator.isEmpty()) {
      return true;
    }
    var tagged = validator.get().toSlice();
    if (!tagged.isEmpty() && tagged.u8(0) == '"') {
      return resource.tag().toSlice().equals(tagged);
    }
    var since = read(tagged);
    return since.isDefined()
        && resource.modified().equals(since)
        && date.exists(now -> now.second() > since.get().second());
  }

  private Option<HttpDate> read(Slice field) {
    var near = date.orElse(resource::modified).getOrElse(new HttpDate(0));
    return HttpDate.decode(field, near);
  }
}
