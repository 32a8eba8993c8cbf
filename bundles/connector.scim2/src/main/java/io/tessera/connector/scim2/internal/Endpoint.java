package io.tessera.connector.scim2.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.RemoteId;
import io.tessera.model.ResourceType;
import java.net.URI;
import java.net.URLEncoder;

/**
 * Where one type of resource lives.
 *
 * @param uri of the collection, without a slash at its end
 * @param keyAttribute path of the attribute that identifies a resource besides its id
 */
record Endpoint(ResourceType type, URI uri, String keyAttribute) {
  private static final String WITHOUT_MEMBERS = "excludedAttributes=members";

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

  /** One resource for reading; the members of a group may be many and are left out. */
  URI readable(RemoteId id) throws TargetFailure {
    URI one = of(id);
    return type == ResourceType.GROUP ? URI.create(one + "?" + WITHOUT_MEMBERS) : one;
  }

  /** Those whose key attribute has this value; enough of them to tell one from several. */
  URI withKey(String value) {
    String filter = keyAttribute + " eq " + ScimText.quoted(value);
    String query = "?filter=" + encode(filter) + "&count=2";
    return URI.create(uri + query + (type == ResourceType.GROUP ? "&" + WITHOUT_MEMBERS : ""));
  }

  /** The first few resources. */
  URI page(int count) {
    return URI.create(
        uri + "?count=" + count + (type == ResourceType.GROUP ? "&" + WITHOUT_MEMBERS : ""));
  }

  /** Where the service describes its schemas, beside its resources (RFC 7644 section 4). */
  URI schemas() {
    String all = uri.toString();
    return URI.create(all.substring(0, all.lastIndexOf('/')) + "/Schemas");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
