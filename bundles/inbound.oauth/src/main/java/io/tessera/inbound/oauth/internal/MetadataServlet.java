package io.tessera.inbound.oauth.internal;

import io.tessera.inbound.http.Answer;
import io.tessera.inbound.http.BaseUri;
import io.tessera.inbound.http.Gate;
import io.tessera.inbound.http.OAuthErrors;
import io.tessera.inbound.http.PublicDocument;
import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Permission;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** What the token endpoint can do, for programs (RFC 8414). */
@Component(name = "io.tessera.inbound.oauth.metadata", service = Servlet.class)
@HttpWhiteboardServletName("oauth metadata")
@HttpWhiteboardServletPattern(MetadataServlet.PATH)
public final class MetadataServlet extends PublicDocument {
  static final String PATH = "/.well-known/oauth-authorization-server";

  private static final long serialVersionUID = 1L;
  private static final List<String> METHODS = List.of("client_secret_basic", "client_secret_post");

  private final transient AttributesJson json = new AttributesJson();

  @Activate
  public MetadataServlet(@Reference(name = "gate") Gate gate) {
    super(gate, Channel.ADMIN_API);
  }

  @Override
  protected Answer document(HttpServletRequest request) {
    return new Answer(
        HttpServletResponse.SC_OK,
        OAuthErrors.JSON,
        json.write(metadata(BaseUri.of(request).value())));
  }

  private static Attributes metadata(String address) {
    String issuer =
        address.endsWith(PATH) ? address.substring(0, address.length() - PATH.length()) : address;
    return Attributes.builder()
        .put("issuer", issuer)
        .put("token_endpoint", issuer + "/oauth2/token")
        .put("introspection_endpoint", issuer + "/oauth2/introspect")
        .put("revocation_endpoint", issuer + "/oauth2/revoke")
        .put("grant_types_supported", texts(List.of("client_credentials")))
        .keep("response_types_supported", texts(List.of()))
        .put("scopes_supported", texts(scopes()))
        .put("token_endpoint_auth_methods_supported", texts(METHODS))
        .put("introspection_endpoint_auth_methods_supported", texts(METHODS))
        .put("revocation_endpoint_auth_methods_supported", texts(METHODS))
        .build();
  }

  private static List<String> scopes() {
    return Stream.of(Permission.values())
        .filter(Permission::isScope)
        .map(Permission::key)
        .sorted()
        .toList();
  }

  private static Value texts(Collection<String> texts) {
    return Value.many(texts.stream().map(Value::text).toList());
  }
}
