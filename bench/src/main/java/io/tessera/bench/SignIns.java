package io.tessera.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** People whom a platform brings, with a new token each time and nothing new in it. */
final class SignIns {
  private static final int PEOPLE = 500;
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
  private static final Pattern SECRET = Pattern.compile("\"secret\":\"([^\"]+)\"");

  private final SignInParty party;
  private final String platform;
  private final AtomicLong next = new AtomicLong();

  /** Sets up both. */
  SignIns(Server server, SignInParty party) throws IOException, GeneralSecurityException {
    this.party = party;
    server.call("POST", "/api/v1/identity-providers", provider(party));
    String service =
        server
            .call(
                "POST",
                "/api/v1/service-providers",
                "{\"name\": \"platform\", \"scopes\": [\"federation.assert\"]}")
            .body();
    String id = Crowd.first(ID, service);
    String secret =
        Crowd.first(
            SECRET,
            server.call("POST", "/api/v1/service-providers/" + id + "/secrets", "{}").body());
    platform = "Basic " + Base64.getEncoder().encodeToString((id + ":" + secret).getBytes(UTF_8));
  }

  private static String provider(SignInParty party) throws GeneralSecurityException {
    return """
    {"name": "party", "alias": "%s", "certificates": ["%s"],
     "claimMappings": [
       {"remote": "preferred_username", "local": "userName"},
       {"remote": "given_name", "local": "name.givenName"},
       {"remote": "family_name", "local": "name.familyName"},
       {"remote": "name", "local": "displayName"},
       {"remote": "email", "local": "emails.value"}],
     "signIn": {"protocol": "oidc", "takesAssertions": true,
       "oidc": {"issuer": "%s", "clientId": "bench", "algorithms": ["ES256"],
         "authorizationEndpoint": "https://party.example/authorize",
         "tokenEndpoint": "https://party.example/token"},
       "jit": {"enabled": true, "scheme": "silent", "attributes": "override-all"}}}\
    """
        .formatted(
            SignInParty.AUDIENCE,
            party.certificate().replace("\r", "").replace("\n", "\\n"),
            SignInParty.ISSUER);
  }

  /** Makes an account for each of them at first, and none later. */
  Load.Client arriving() {
    return Exchange.of(
        () ->
            HttpConnection.request(
                "POST",
                "/federation/assertions",
                platform,
                "{\"identityProvider\": \"party\", \"token\": \""
                    + party.token("p" + next.getAndIncrement() % PEOPLE)
                    + "\"}"),
        Exchange.expecting(200, "\"userName\""));
  }
}
