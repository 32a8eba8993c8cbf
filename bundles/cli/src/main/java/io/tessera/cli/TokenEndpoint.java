package io.tessera.cli;

import io.tessera.json.AttributesJson;
import io.tessera.json.JsonFormatException;
import io.tessera.model.Attributes;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;

/** Where a service provider gets its token: RFC 6749, client credentials. */
final class TokenEndpoint {
  private final Server server;

  private TokenEndpoint(Server server) {
    this.server = server;
  }

  static TokenEndpoint of(Server server) {
    return new TokenEndpoint(server);
  }

  /** Signs in with a token for everything the client may do. */
  Access access(String id, String secret) throws CommandException, InterruptedException {
    Access client = Access.client(id, secret);
    HttpResponse<byte[]> response = answer(client);
    Optional<Attributes> document = document(response);
    if (response.statusCode() != 200) {
      String said = document.flatMap(error -> error.text("error_description")).orElse("");
      throw response.statusCode() == 400 || response.statusCode() == 401
          ? Refusal.notSignedIn(client, said)
          : Refusal.of(response.statusCode(), document, server.address(), client);
    }
    String token =
        document
            .flatMap(granted -> granted.text("access_token"))
            .orElseThrow(() -> Refusal.notTessera(server.address()));
    return Access.token(token, " that " + id + " was given");
  }

  private HttpResponse<byte[]> answer(Access client) throws CommandException, InterruptedException {
    return server.exchange(
        server
            .request("/oauth2/token")
            .header("Authorization", client.authorization().orElse(""))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString("grant_type=client_credentials"))
            .build());
  }

  private static Optional<Attributes> document(HttpResponse<byte[]> response) {
    try {
      return Optional.of(new AttributesJson().read(response.body()));
    } catch (JsonFormatException notJson) {
      return Optional.empty();
    }
  }
}
