package io.tessera.inbound.scim.internal;

import io.tessera.inbound.http.BaseUri;
import io.tessera.model.Attributes;
import io.tessera.model.Page;
import io.tessera.model.Problem;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Include;
import io.tessera.provisioning.api.Provisioning;
import io.tessera.scim.protocol.Projection;
import io.tessera.scim.protocol.ResourceWriter;
import io.tessera.scim.protocol.SearchRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Users and Groups have in common: one request, one use case, one answer. */
final class Endpoint {
  private static final int SHOWN_ID = 100;

  /** The extension that tells a user's accounts at the targets; only shown to who asks for it. */
  private static final String ACCOUNTS = "urn:tessera:scim:schemas:extension:accounts:1.0:User";

  private final Provisioning provisioning;
  private final ResourceType type;
  private final Codecs codecs;

  Endpoint(Provisioning provisioning, Codecs codecs, ResourceType type) {
    this.provisioning = provisioning;
    this.codecs = codecs;
    this.type = type;
  }

  private Codec codec() {
    return codecs.of(type);
  }

  Response create(Caller caller, BaseUri base, UriInfo uri, Attributes body) {
    Codec now = codec();
    Projection projection = projection(now, uri);
    Attributes attributes = now.reader().read(body);
    Resource created =
        provisioning.create(caller, type, attributes, includes(type, projection, true));
    return Response.created(URI.create(ResourceWriter.location(created, base.value())))
        .header(HttpHeaders.ETAG, ResourceWriter.entityTag(created))
        .entity(now.writer().write(created, projection, base.value()))
        .build();
  }

  Response get(Caller caller, BaseUri base, UriInfo uri, String id, @Nullable String ifNoneMatch) {
    Codec now = codec();
    Projection projection = projection(now, uri);
    Resource found =
        provisioning
            .get(caller, type, id(id), includes(type, projection, false))
            .orElseThrow(() -> notFound(id));
    if (EntityTags.has(ifNoneMatch, found)) {
      return Response.notModified()
          .header(HttpHeaders.ETAG, ResourceWriter.entityTag(found))
          .build();
    }
    return ok(now, found, projection, base);
  }

  Response replace(
      Caller caller,
      BaseUri base,
      UriInfo uri,
      String id,
      @Nullable String ifMatch,
      Attributes body) {
    Codec now = codec();
    Projection projection = projection(now, uri);
    Resource replaced =
        provisioning.replace(
            caller,
            type,
            id(id),
            now.reader().read(body),
            EntityTags.ifMatch(ifMatch),
            includes(type, projection, false));
    return ok(now, replaced, projection, base);
  }

  Response modify(
      Caller caller,
      BaseUri base,
      UriInfo uri,
      String id,
      @Nullable String ifMatch,
      Attributes body) {
    Codec now = codec();
    Projection projection = projection(now, uri);
    Resource modified =
        provisioning.modify(
            caller,
            type,
            id(id),
            now.patches().read(body),
            EntityTags.ifMatch(ifMatch),
            includes(type, projection, false));
    return ok(now, modified, projection, base);
  }

  Response delete(Caller caller, String id, @Nullable String ifMatch) {
    provisioning.delete(caller, type, id(id), EntityTags.ifMatch(ifMatch));
    return Response.noContent().build();
  }

  Response find(Caller caller, BaseUri base, SearchRequest search) {
    Codec now = codec();
    Projection projection =
        search.attributes().isEmpty() && search.excludedAttributes().isEmpty()
            ? now.standard()
            : Projection.of(now.schema(), search.attributes(), search.excludedAttributes());
    Queries queries = new Queries(now, search);
    Page<Resource> page =
        queries.canMatch()
            ? provisioning.find(caller, type, queries.query(), includes(type, projection, false))
            : new Page<>(List.of(), 0);
    return Response.ok(now.writer().write(page, queries.shownStart(), projection, base.value()))
        .build();
  }

  private static Response ok(Codec codec, Resource resource, Projection projection, BaseUri base) {
    return Response.ok(codec.writer().write(resource, projection, base.value()))
        .header(HttpHeaders.ETAG, ResourceWriter.entityTag(resource))
        .build();
  }

  private static Projection projection(Codec codec, UriInfo uri) {
    if (uri.getQueryParameters().isEmpty()) {
      return codec.standard();
    }
    SearchRequest wishes = SearchQuery.of(uri);
    List<String> attributes = wishes.attributes();
    List<String> excluded = wishes.excludedAttributes();
    return attributes.isEmpty() && excluded.isEmpty()
        ? codec.standard()
        : Projection.of(codec.schema(), attributes, excluded);
  }

  /** What has to be fetched for what is shown; nobody is in a group when just created. */
  static Set<Include> includes(ResourceType type, Projection projection, boolean fresh) {
    Set<Include> includes = EnumSet.noneOf(Include.class);
    if (type == ResourceType.USER && !fresh && projection.shows("groups")) {
      includes.add(Include.GROUPS);
    }
    if (type == ResourceType.GROUP && projection.shows("members")) {
      includes.add(Include.MEMBERS);
    }
    if (type == ResourceType.USER && projection.shows(ACCOUNTS)) {
      includes.add(Include.ACCOUNTS);
    }
    return includes;
  }

  private ResourceId id(String written) {
    return ResourceId.parse(written).orElseThrow(() -> notFound(written));
  }

  private RejectedException notFound(String id) {
    String shown = id.length() <= SHOWN_ID ? id : id.substring(0, SHOWN_ID) + "...";
    return new RejectedException(
        List.of(
            Problem.of(Kind.NOT_FOUND, "There is no " + type.scimName() + " '" + shown + "'.")));
  }
}
