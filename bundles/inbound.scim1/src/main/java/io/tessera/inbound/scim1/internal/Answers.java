package io.tessera.inbound.scim1.internal;

import io.tessera.inbound.http.BaseUri;
import io.tessera.inbound.scim1.internal.Endpoint.Wish;
import io.tessera.model.Attributes;
import io.tessera.model.Resource;
import io.tessera.provisioning.api.Caller;
import io.tessera.scim.protocol.ResourceWriter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of a request in the words of HTTP. */
final class Answers {
  private final Endpoint endpoint;

  Answers(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  Response create(Caller caller, BaseUri base, UriInfo uri, Attributes body) {
    Wish wish = endpoint.wish(ListQuery.attributes(uri));
    Resource created = endpoint.create(caller, wish, body);
    return Response.created(URI.create(ResourceWriter.location(created, base.value())))
        .header(HttpHeaders.ETAG, ResourceWriter.entityTag(created))
        .entity(endpoint.written(created, wish, base))
        .build();
  }

  Response list(Caller caller, BaseUri base, UriInfo uri) {
    return Response.ok(endpoint.find(caller, base, ListQuery.of(uri))).build();
  }

  Response get(Caller caller, BaseUri base, UriInfo uri, String id, @Nullable String ifNoneMatch) {
    Wish wish = endpoint.wish(ListQuery.attributes(uri));
    Resource found = endpoint.get(caller, wish, id);
    return EntityTags.has(ifNoneMatch, found)
        ? tagged(Response.notModified(), found).build()
        : shown(found, wish, base);
  }

  Response replace(
      Caller caller,
      BaseUri base,
      UriInfo uri,
      String id,
      @Nullable String ifMatch,
      Attributes body) {
    Wish wish = endpoint.wish(ListQuery.attributes(uri));
    return shown(endpoint.replace(caller, wish, id, EntityTags.ifMatch(ifMatch), body), wish, base);
  }

  /** PATCH of something small: the answer shows what became of it. */
  Response modifyAndShow(
      Caller caller,
      BaseUri base,
      UriInfo uri,
      String id,
      @Nullable String ifMatch,
      Attributes body) {
    Wish wish = endpoint.wish(ListQuery.attributes(uri));
    return shown(endpoint.modify(caller, wish, id, EntityTags.ifMatch(ifMatch), body), wish, base);
  }

  /**
   * PATCH of something that may be large: the answer shows what was asked for, and nothing where
   * nothing was. The specification leaves that to the server.
   */
  Response modify(
      Caller caller,
      BaseUri base,
      UriInfo uri,
      String id,
      @Nullable String ifMatch,
      Attributes body) {
    List<String> attributes = ListQuery.attributes(uri);
    if (!attributes.isEmpty()) {
      return modifyAndShow(caller, base, uri, id, ifMatch, body);
    }
    Resource modified =
        endpoint.modify(caller, endpoint.brief(), id, EntityTags.ifMatch(ifMatch), body);
    return tagged(Response.noContent(), modified).build();
  }

  /** The specification answers a DELETE with 200; some clients take nothing else for success. */
  Response delete(Caller caller, String id, @Nullable String ifMatch) {
    endpoint.delete(caller, id, EntityTags.ifMatch(ifMatch));
    return Response.ok().build();
  }

  private Response shown(Resource resource, Wish wish, BaseUri base) {
    return tagged(Response.ok(endpoint.written(resource, wish, base)), resource).build();
  }

  private static Response.ResponseBuilder tagged(
      Response.ResponseBuilder response, Resource resource) {
    return response.header(HttpHeaders.ETAG, ResourceWriter.entityTag(resource));
  }
}
