package io.tessera.federation.internal;

import io.tessera.inbound.http.Answer;
import io.tessera.inbound.http.Gate;
import io.tessera.inbound.http.OAuthErrors;
import io.tessera.inbound.http.PublicDocument;
import io.tessera.json.AttributesJson;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Channel;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** What service providers can ask of us to sign people in, for programs (OIDC Discovery 1.0). */
@Component(name = "io.tessera.federation.discovery", service = Servlet.class)
@HttpWhiteboardServletName("login discovery")
@HttpWhiteboardServletPattern(Addresses.DOOR + Addresses.DISCOVERY)
public final class DiscoveryServlet extends PublicDocument {
  private static final long serialVersionUID = 1L;

  private final transient AttributesJson json = new AttributesJson();

  @Activate
  public DiscoveryServlet(@Reference(name = "gate") Gate gate) {
    super(gate, Channel.FEDERATION);
  }

  @Override
  protected Answer document(HttpServletRequest request) {
    // A visit nobody is told about: only the address of the server is asked.
    String issuer = Addresses.issuer(new Visit(request, "").origin());
    return new Answer(HttpServletResponse.SC_OK, OAuthErrors.JSON, json.write(metadata(issuer)));
  }

  private static Attributes metadata(String issuer) {
    return Attributes.builder()
        .put("issuer", issuer)
        .put("authorization_endpoint", issuer + Addresses.AUTHORIZE)
        .put("token_endpoint", issuer + Addresses.TOKEN)
        .put("jwks_uri", issuer + Addresses.KEYS)
        .put("response_types_supported", AssertionText.texts(List.of("code")))
        .put("response_modes_supported", AssertionText.texts(List.of("query")))
        .put("grant_types_supported", AssertionText.texts(List.of("authorization_code")))
        .put("subject_types_supported", AssertionText.texts(List.of("public")))
        .put(
            "id_token_signing_alg_values_supported",
            AssertionText.texts(List.of(SigningKeys.ALGORITHM.getName())))
        .put("scopes_supported", AssertionText.texts(Authorizing.SCOPES))
        .put("claims_supported", AssertionText.texts(IdTokens.CLAIMS))
        .put(
            "token_endpoint_auth_methods_supported",
            AssertionText.texts(List.of("client_secret_basic", "client_secret_post")))
        .put("code_challenge_methods_supported", AssertionText.texts(List.of("S256")))
        .put("authorization_response_iss_parameter_supported", true)
        .put("request_parameter_supported", false)
        .put("request_uri_parameter_supported", false)
        .build();
  }
}
