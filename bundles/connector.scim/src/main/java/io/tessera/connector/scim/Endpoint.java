package io.tessera.connector.scim;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.RemoteId;
import io.tessera.model.ResourceType;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Set;

/**
 * Where one type of resource lives.
 *
 * @param uri of the collection, without a slash at its end
 * @param filter by which a resource is found that has no id yet
 */
record Endpoint(ResourceType type, URI uri, LookupFilter filter, Dialect dialect) {
  /**
   * One resource. The id is one segment of the path, whatever it holds.
   *
   * @throws TargetFailure no resource can have this id
   */
  URI of(RemoteId id) throws TargetFailure {
    if (id.value().equals(".") || id.value().equals("..")) {
      throw TargetFailure.of(FailureKind.GONE, "No resource can have this id.");
    }
    return URI.create(uri + "/" + encode(id.value()));
  }

  /**
   * One resource for reading.
   *
   * @param attributes those of interest, with their schemas
   */
  URI readable(RemoteId id, Set<String> attributes) throws TargetFailure {
    URI one = of(id);
    String reading = reading(attributes);
    return reading.isEmpty() ? one : URI.create(one + "?" + reading);
  }

  /**
   * Those a filter finds; enough of them to tell one from several.
   *
   * @param attributes those of interest, with their schemas
   */
  URI matching(String condition, Set<String> attributes) {
    return list("filter=" + encode(condition) + "&count=2", attributes);
  }

  /**
   * A page by its first resource.
   *
   * @param condition may be empty
   * @param start counted from 1
   */
  URI page(String condition, long start, int count) {
    return list(filtered(condition) + "startIndex=" + start + "&count=" + count, Set.of());
  }

  /**
   * A page by its cursor (RFC 9865 section 2).
   *
   * @param cursor empty: the first page
   */
  URI pageAt(String cursor, int count) {
    return list("cursor=" + encode(cursor) + "&count=" + count, Set.of());
  }

  private static String filtered(String condition) {
    return condition.isEmpty() ? "" : "filter=" + encode(condition) + "&";
  }

  private URI list(String query, Set<String> attributes) {
    String reading = reading(attributes);
    return URI.create(uri + "?" + query + (reading.isEmpty() ? "" : "&" + reading));
  }

  /** What is added to the query when resources are read; may be empty. */
  private String reading(Set<String> attributes) {
    return type == ResourceType.GROUP ? dialect.withoutMembers(attributes) : "";
  }

  /** Something beside the resources, such as the schemas (RFC 7644 section 4). */
  URI beside(String name) {
    String all = uri.toString();
    return URI.create(all.substring(0, all.lastIndexOf('/') + 1) + name);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
