package io.tessera.federation.oidc.internal;

import static io.tessera.federation.oidc.internal.Refusal.require;

import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.jose.Outside;
import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.Map;

/** More claims, from the userinfo endpoint (OpenID Connect Core 1.0 section 5.3). */
final class UserInfo {
  private static final int OK = 200;

  private final Outside outside;

  UserInfo(Outside outside) {
    this.outside = outside;
  }

  /**
   * The claims of an ID token, and what the endpoint says besides; what is signed goes first.
   *
   * @throws RefusedSignInException it is about somebody else, or cannot be had
   */
  Attributes added(Attributes claims, Metadata metadata, String accessToken)
      throws RefusedSignInException {
    URI address =
        metadata
            .userInfo()
            .orElseThrow(() -> Refusal.configuration("There is no userinfo endpoint."));
    Attributes said = read(ask(address, accessToken));
    require(
        said.get("sub").isPresent() && said.get("sub").equals(claims.get("sub")),
        "The userinfo endpoint speaks of somebody else.");
    Attributes.Builder all = claims.toBuilder();
    for (String name : said.names()) {
      if (claims.get(name).isEmpty()) {
        all.keep(name, said.get(name).orElse(Value.NONE));
      }
    }
    return all.build();
  }

  private Outside.Answer ask(URI address, String accessToken) throws RefusedSignInException {
    try {
      return outside.get(
          address, Map.of("Accept", "application/json", "Authorization", "Bearer " + accessToken));
    } catch (IOException away) {
      throw Refusal.unreachable("The userinfo endpoint cannot be reached", away);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw Refusal.unreachable("Asking the userinfo endpoint was interrupted.");
    }
  }

  private static Attributes read(Outside.Answer answer) throws RefusedSignInException {
    if (answer.status() != OK) {
      throw Refusal.unreachable(
          "The userinfo endpoint answers with status " + answer.status() + ".");
    }
    if ("application/jwt".equals(answer.type())) {
      throw Refusal.configuration(
          "The userinfo endpoint answers with a JWT; have the provider answer with plain JSON.");
    }
    try {
      if ("application/json".equals(answer.type())) {
        return Json.read(answer.body());
      }
    } catch (ParseException garbage) {
      throw Refusal.unreachable("The userinfo endpoint answers with JSON that cannot be read.");
    }
    throw Refusal.unreachable("The userinfo endpoint does not answer with JSON.");
  }
}
