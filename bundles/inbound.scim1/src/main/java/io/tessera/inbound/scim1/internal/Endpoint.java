package io.tessera.inbound.scim1.internal;

import io.tessera.inbound.http.BaseUri;
import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Page;
import io.tessera.model.Problem.Kind;
import io.tessera.model.Query;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.filter.Filter;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Include;
import io.tessera.provisioning.api.Precondition;
import io.tessera.provisioning.api.Provisioning;
import io.tessera.scim1.protocol.DomainNames;
import io.tessera.scim1.protocol.DomainNames.Located;
import io.tessera.scim1.protocol.Scim1Projection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Users and Groups have in common: one request, one use case, one answer. */
final class Endpoint {
  private static final int DEFAULT_COUNT = 100;
  private static final int SHOWN_ID = 100;

  private final Provisioning provisioning;
  private final Domains domains;
  private final ResourceType type;
  private volatile Codec codec;

  Endpoint(Provisioning provisioning, Domains domains, ResourceType type) {
    this.provisioning = provisioning;
    this.domains = domains;
    this.type = type;
    this.codec = Codec.of(provisioning.schema(type));
  }

  /** The codec of the schema in force, which may change at any time. */
  @SuppressWarnings("ReferenceEquality") // a schema that changed is another object
  private Codec codec() {
    ResourceSchema schema = provisioning.schema(type);
    Codec present = codec;
    if (present.schema() != schema) {
      present = Codec.of(schema);
      codec = present;
    }
    return present;
  }

  Resource create(Caller caller, Wish wish, Attributes body) {
    DomainNames names = domains.names();
    Located<Attributes> at = names.body(type, body);
    Caller there = Domains.in(at.domain(), caller);
    Attributes attributes = codec().reader().read(members(there, names, at.value()));
    return provisioning.create(there, type, attributes, includes(wish, true));
  }

  Resource get(Caller caller, Wish wish, String id) {
    ResourceId known = id(id);
    Set<Include> includes = includes(wish, false);
    return domains
        .find(caller, there -> provisioning.get(there, type, known, includes))
        .orElseThrow(() -> notFound(id));
  }

  Resource replace(
      Caller caller, Wish wish, String id, Precondition precondition, Attributes body) {
    ResourceId known = id(id);
    DomainNames names = domains.names();
    Located<Attributes> at = names.body(type, body);
    Set<Include> includes = includes(wish, false);
    return domains.change(
        at.domain(),
        caller,
        there ->
            provisioning.replace(
                there,
                type,
                known,
                codec().reader().read(members(there, names, at.value())),
                precondition,
                includes));
  }

  Resource modify(Caller caller, Wish wish, String id, Precondition precondition, Attributes body) {
    ResourceId known = id(id);
    DomainNames names = domains.names();
    Located<Attributes> at = names.body(type, body);
    Set<Include> includes = includes(wish, false);
    return domains.change(
        at.domain(),
        caller,
        there ->
            provisioning.modify(
                there,
                type,
                known,
                codec().reader().patch(members(there, names, at.value())),
                precondition,
                includes));
  }

  void delete(Caller caller, String id, Precondition precondition) {
    ResourceId known = id(id);
    domains.change(
        null,
        caller,
        there -> {
          provisioning.delete(there, type, known, precondition);
          return known;
        });
  }

  byte[] find(Caller caller, BaseUri base, ListQuery wanted) {
    Codec now = codec();
    Scim1Projection projection =
        wanted.attributes().isEmpty()
            ? now.listed()
            : Scim1Projection.of(now.schema(), wanted.attributes());
    DomainNames names = domains.names();
    Located<Filter> at =
        wanted.filter() == null ? null : names.filter(type, now.filters().filter(wanted.filter()));
    int start = wanted.startIndex() == null ? 1 : Math.max(1, wanted.startIndex());
    int count = wanted.count() == null ? DEFAULT_COUNT : Math.max(0, wanted.count());
    Query query =
        new Query(
            at == null ? null : at.value(),
            sort(now, wanted),
            start,
            Math.min(count, Query.MAX_COUNT));
    Caller there = Domains.in(domain(names, wanted, at), caller);
    Page<Resource> page =
        provisioning.find(there, type, query, includes(new Wish(projection), false));
    return now.writer().write(page.map(names::shown), start, projection, base.value());
  }

  private static @Nullable String domain(
      DomainNames names, ListQuery wanted, @Nullable Located<Filter> filter) {
    if (filter != null && filter.domain() != null) {
      return filter.domain();
    }
    return wanted.domain() == null
        ? null
        : names
            .domain(wanted.domain())
            .orElseThrow(
                () ->
                    RejectedException.at(
                        Kind.INVALID_VALUE,
                        AttributePath.of("domain"),
                        "There is no user store domain of this name."));
  }

  private static Query.@Nullable Sort sort(Codec codec, ListQuery wanted) {
    if (wanted.sortBy() == null) {
      return null;
    }
    String order = wanted.sortOrder() == null ? "ascending" : wanted.sortOrder();
    if (!order.equalsIgnoreCase("ascending") && !order.equalsIgnoreCase("descending")) {
      throw RejectedException.at(
          Kind.INVALID_VALUE,
          AttributePath.of("sortOrder"),
          "It must be 'ascending' or 'descending'.");
    }
    return new Query.Sort(
        codec.filters().sortable(wanted.sortBy()), order.equalsIgnoreCase("descending"));
  }

  /** A resource as a client is to see it. */
  byte[] written(Resource resource, Wish wish, BaseUri base) {
    return codec().writer().write(domains.names().shown(resource), wish.projection(), base.value());
  }

  /** What a client wants to see of a single resource. */
  Wish wish(List<String> attributes) {
    Codec now = codec();
    return new Wish(
        attributes.isEmpty() ? now.single() : Scim1Projection.of(now.schema(), attributes));
  }

  /** What a client sees that wants the resource without what only a list of others would tell. */
  Wish brief() {
    return new Wish(codec().listed());
  }

  /** What an answer shows, hence what has to be fetched. */
  record Wish(Scim1Projection projection) {}

  private Attributes members(Caller caller, DomainNames names, Attributes body) {
    return type == ResourceType.GROUP
        ? new MemberNames(provisioning).resolved(caller, names, body)
        : body;
  }

  /** What has to be fetched for what is shown; nobody is in a group when just created. */
  private Set<Include> includes(Wish wish, boolean fresh) {
    Set<Include> includes = EnumSet.noneOf(Include.class);
    if (type == ResourceType.USER && !fresh && wish.projection().shows("groups")) {
      includes.add(Include.GROUPS);
    }
    if (type == ResourceType.GROUP && wish.projection().shows("members")) {
      includes.add(Include.MEMBERS);
    }
    return includes;
  }

  private ResourceId id(String written) {
    return ResourceId.parse(written).orElseThrow(() -> notFound(written));
  }

  private RejectedException notFound(String id) {
    String shown = id.length() <= SHOWN_ID ? id : id.substring(0, SHOWN_ID) + "...";
    return RejectedException.of(
        Kind.NOT_FOUND, "There is no " + type.scimName() + " '" + shown + "'.");
  }
}
