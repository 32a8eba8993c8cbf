package io.tessera.admin.api.internal;

import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The answers that the resources have in common. */
final class Answers {
  private Answers() {}

  static Response created(UriInfo uri, UUID id, long version, Attributes body) {
    return created(uri, id).header(HttpHeaders.ETAG, IfMatch.etag(version)).entity(body).build();
  }

  /** Of something that has no versions. */
  static Response created(UriInfo uri, UUID id, Attributes body) {
    return created(uri, id).entity(body).build();
  }

  private static Response.ResponseBuilder created(UriInfo uri, UUID id) {
    return Response.created(uri.getAbsolutePathBuilder().path(id.toString()).build());
  }

  static Response versioned(long version, Attributes body) {
    return Response.ok(body).header(HttpHeaders.ETAG, IfMatch.etag(version)).build();
  }

  /** Finds what an id in a path names; anything but a canonical UUID names nothing. */
  static <T> T found(String what, String id, Function<UUID, Optional<T>> lookup) {
    return ResourceId.parse(id)
        .flatMap(uuid -> lookup.apply(uuid.value()))
        .orElseThrow(() -> notFound("There is no " + what + " with the id " + id + "."));
  }

  static RejectedException notFound(String detail) {
    return RejectedException.of(Problem.Kind.NOT_FOUND, detail);
  }
}
