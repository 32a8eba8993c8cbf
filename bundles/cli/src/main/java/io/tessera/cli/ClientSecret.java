package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.Optional;
import java.util.Set;

/**
 * What the server proves itself with at an OpenID provider: {@code signIn.oidc.clientSecret} in a
 * file, always {@code {file: PATH}}. It is sent when the server has none, or on demand.
 */
final class ClientSecret {
  static final String PATH = "signIn.oidc.clientSecret";

  private static final String OIDC = "oidc";
  private static final String NAME = "clientSecret";
  private static final String SET = "clientSecretSet";
  private static final String FILE = "file";

  private ClientSecret() {}

  /** Where the secret is, as a file says it; empty when it says nothing of it. */
  static Optional<String> file(Desired desired) throws CommandException {
    Optional<Value> said = oidc(desired.content()).get(NAME);
    if (said.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> file =
        said.get() instanceof Value.Complex complex
                && complex.attributes().names().equals(Set.of(FILE))
            ? complex.attributes().text(FILE)
            : Optional.empty();
    if (file.isEmpty()) {
      throw Desired.wrong(
          desired.document(),
          PATH + " must be {file: PATH}, - for standard input; secrets do not stand in files.");
    }
    return file;
  }

  static boolean isSet(Attributes provider) {
    return oidc(provider).bool(SET).orElse(false);
  }

  /** Without the secret and whether there is one. */
  static Attributes without(Attributes provider) {
    return provider.complex(Desired.SIGN_IN).complex(OIDC).isEmpty()
        ? provider
        : with(provider, oidc(provider).without(NAME).without(SET));
  }

  static Attributes with(Attributes provider, Value secret) {
    return with(provider, oidc(provider).with(NAME, secret));
  }

  /** With the place of a file, for people to fill. */
  static Attributes exported(Attributes provider, String file) {
    Attributes bare = without(provider);
    return isSet(provider)
        ? with(bare, Value.complex(Attributes.builder().put(FILE, file).build()))
        : bare;
  }

  private static Attributes with(Attributes provider, Attributes oidc) {
    return provider.with(
        Desired.SIGN_IN,
        Value.complex(provider.complex(Desired.SIGN_IN).with(OIDC, Value.complex(oidc))));
  }

  private static Attributes oidc(Attributes provider) {
    return provider.complex(Desired.SIGN_IN).complex(OIDC);
  }
}
