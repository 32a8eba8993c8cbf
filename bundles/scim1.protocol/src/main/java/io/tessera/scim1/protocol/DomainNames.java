package io.tessera.scim1.protocol;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names as WSO2's clients write them: {@code DOMAIN/alice} is alice in the user store domain
 * DOMAIN, {@code alice} is alice in the primary one. A prefix that is no domain is part of the
 * name. Immutable.
 */
public final class DomainNames {
  private static final String ROLE = "Internal";

  private final String primary;
  private final Known known;

  /** Knows which domains there are. */
  public interface Known {
    /** The name of a domain as it is spelled here, by its name in any case. */
    Optional<String> domain(String anyCase);
  }

  /**
   * @param primary the domain whose names bear no prefix
   */
  public DomainNames(String primary, Known known) {
    this.primary = primary;
    this.known = known;
  }

  /**
   * Something without the names of domains in it.
   *
   * @param domain the domain that was named; null when none was
   */
  public record Located<T>(@Nullable String domain, T value) {
    public Optional<String> domainIfAny() {
      return Optional.ofNullable(domain);
    }
  }

  /** A name that a client wrote. */
  public Located<String> name(String written) {
    int slash = written.indexOf('/');
    if (slash <= 0) {
      return new Located<>(null, written);
    }
    return domain(written.substring(0, slash))
        .map(d -> new Located<String>(d, written.substring(slash + 1)))
        .orElseGet(() -> new Located<>(null, written));
  }

  /** A domain by its name in any case. */
  public Optional<String> domain(String written) {
    return primary.equalsIgnoreCase(written) ? Optional.of(primary) : known.domain(written);
  }

  /**
   * The body of a request, whole or partial.
   *
   * @param body as written
   * @throws RejectedException it names a role, which is no group
   */
  public Located<Attributes> body(ResourceType type, Attributes body) {
    Optional<String> key =
        body.names().stream().filter(Resource.nameAttribute(type)::equalsIgnoreCase).findFirst();
    Optional<String> written = key.flatMap(body::text);
    if (written.isEmpty()) {
      return new Located<>(null, body);
    }
    Located<String> name = name(written.get());
    if (name.domain() == null) {
      refuseRole(type, written.get());
      return new Located<>(null, body);
    }
    return new Located<>(name.domain(), body.with(key.get(), Value.text(name.value())));
  }

  private static void refuseRole(ResourceType type, String name) {
    String prefix = ROLE + "/";
    if (type == ResourceType.GROUP && name.regionMatches(true, 0, prefix, 0, prefix.length())) {
      throw RejectedException.at(
          Kind.NOT_SUPPORTED,
          AttributePath.of(Resource.nameAttribute(type)),
          "Names that begin with '" + prefix + "' are roles; this server keeps none here.");
    }
  }

  /**
   * A filter whose conditions on the name may bear the prefix.
   *
   * @throws RejectedException its names are of different domains
   */
  public Located<Filter> filter(ResourceType type, Filter filter) {
    Set<String> named = new HashSet<>();
    Filter without = without(AttributePath.of(Resource.nameAttribute(type)), filter, named);
    if (named.size() > 1) {
      throw RejectedException.of(
          Kind.INVALID_FILTER, "One filter looks into one domain; it names " + named.size() + ".");
    }
    return new Located<>(named.stream().findFirst().orElse(null), without);
  }

  private Filter without(AttributePath key, Filter filter, Set<String> named) {
    if (filter instanceof Filter.And and) {
      return new Filter.And(all(key, and.all(), named));
    }
    if (filter instanceof Filter.Or or) {
      return new Filter.Or(all(key, or.any(), named));
    }
    if (filter instanceof Filter.Not not) {
      return new Filter.Not(without(key, not.filter(), named));
    }
    if (filter instanceof Filter.Compare compare
        && compare.path().equals(key)
        && compare.literal() instanceof Value.Text text) {
      Located<String> name = name(text.value());
      if (name.domain() != null) {
        named.add(name.domain());
        return new Filter.Compare(key, compare.operator(), Value.text(name.value()));
      }
    }
    return filter;
  }

  private List<Filter> all(AttributePath key, List<Filter> filters, Set<String> named) {
    List<Filter> result = new ArrayList<>();
    filters.forEach(f -> result.add(without(key, f, named)));
    return result;
  }

  /**
   * A resource with its name, and those of its groups or members, as clients are to see them. Names
   * of the primary domain that could be taken for another's get the prefix too.
   */
  public Resource shown(Resource resource) {
    String key = Resource.nameAttribute(resource.type());
    String home = resource.domain();
    if (home.equals(primary) && name(resource.name()).domain() == null) {
      return resource;
    }
    Attributes.Builder attributes = resource.attributes().toBuilder();
    resource.attributes().text(key).ifPresent(n -> attributes.put(key, home + "/" + n));
    if (!home.equals(primary)) {
      for (String references : List.of("groups", "members")) {
        resource
            .attributes()
            .get(references)
            .ifPresent(v -> attributes.put(references, displayed(home, v)));
      }
    }
    return new Resource(
        resource.type(),
        resource.id(),
        home,
        resource.version(),
        resource.created(),
        resource.lastModified(),
        resource.externalId(),
        attributes.build());
  }

  private static Value displayed(String home, Value references) {
    return Value.many(references.elements().stream().map(r -> displayedOne(home, r)).toList());
  }

  private static Value displayedOne(String home, Value reference) {
    if (reference instanceof Value.Complex complex) {
      Optional<String> display = complex.attributes().text("display");
      if (display.isPresent()) {
        return Value.complex(
            complex.attributes().with("display", Value.text(home + "/" + display.get())));
      }
    }
    return reference;
  }
}
