package dev.etherloom.logic.http;

import dev.etherloom.frames.Slice;
import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * What a request gets of a site (RFC 9110 §9.3, §13, §14).
 *
 * @param date of the answer; none where it is not known what time it is
 */
record Service(Site site, Option<HttpDate> date) {
  private static final Slice ALLOW = Slice.utf8("Allow: GET, HEAD, OPTIONS\r\n");

  /** Methods that this server knows and no resource of it allows (RFC 9110 §9.3, RFC 5789). */
  private static final Set<Slice> KNOWN =
      HashSet.of("POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT").map(Slice::utf8);

  /** The answer to a request, whatever content it came with. */
  Answer answer(RequestHead request) {
    var answer = served(request).fold(refusal -> refused(refusal), served -> served);
    return request.isMethod("HEAD") ? answer.withoutContent() : answer;
  }

  static Answer refused(Refusal refusal) {
    boolean method = refusal.status() == Status.METHOD_NOT_ALLOWED;
    return Answer.of(refusal, method ? ALLOW : Slice.EMPTY);
  }

  private Either<Refusal, Answer> served(RequestHead request) {
    var host = host(request);
    if (host.isDefined()) {
      return Either.left(host.get());
    }
    var method = method(request);
    if (method.isDefined()) {
      return Either.left(method.get());
    }
    return Target.decode(request.line().target())
        .flatMap(
            target ->
                switch (target) {
                  case Target.Server() ->
                      request.isMethod("OPTIONS")
                          ? Either.right(Answer.bare(Status.NO_CONTENT, ALLOW))
                          : Either.left(Refusal.bad("only OPTIONS is for the whole server"));
                  case Target.Path path -> at(path, request);
                });
  }

  /** One Host, and a valid one; without it only before HTTP/1.1 (RFC 9112 §3.2). */
  private static Option<Refusal> host(RequestHead request) {
    var hosts = request.all("host");
    if (hosts.isEmpty()) {
      return request.line().minor() > 0
          ? Option.some(Refusal.bad("HTTP/1.1 needs a Host"))
          : Option.none();
    }
    return hosts.tail().isEmpty() && (hosts.head().isEmpty() || Target.isHost(hosts.head()))
        ? Option.none()
        : Option.some(Refusal.bad("Host names no single host"));
  }

  private static Option<Refusal> method(RequestHead request) {
    if (request.isMethod("GET") || request.isMethod("HEAD") || request.isMethod("OPTIONS")) {
      return Option.none();
    }
    return Option.some(
        KNOWN.contains(request.line().method())
            ? new Refusal(Status.METHOD_NOT_ALLOWED, "what is here can only be read")
            : new Refusal(Status.NOT_IMPLEMENTED, "no such method is known here"));
  }

  private Either<Refusal, Answer> at(Target.Path path, RequestHead request) {
    var resource = site.at(path.path());
    if (resource.isDefined()) {
      return Either.right(
          request.isMethod("OPTIONS")
              ? Answer.bare(Status.NO_CONTENT, ALLOW)
              : found(resource.get(), request));
    }
    if (site.isDirectory(path.path())) {
      var location = Pages.escaped(path.path()) + "/" + path.query().text();
      return Either.right(
          Answer.page(
              Status.MOVED_PERMANENTLY,
              Slice.utf8("Location: " + location + "\r\n"),
              Pages.message(Status.MOVED_PERMANENTLY, "this is a directory")));
    }
    return Either.left(new Refusal(Status.NOT_FOUND, "nothing is at this address"));
  }

  private Answer found(Resource there, RequestHead request) {
    var outcome = new Conditions(there, date).of(request);
    var resource = there.asOf(date);
    return switch (outcome) {
      case FAILED ->
          Answer.page(
              Status.PRECONDITION_FAILED,
              resource.validators(),
              Pages.message(Status.PRECONDITION_FAILED, "it is not the one you know"));
      case UNCHANGED -> Answer.bare(Status.NOT_MODIFIED, resource.validators());
      case WHOLE -> Ranges.whole(resource);
      case RANGE -> Ranges.of(resource, request.value("range").getOrElse(Slice.EMPTY));
    };
  }
}
