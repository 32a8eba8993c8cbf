package io.tessera.cli;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How people sign in at an identity provider, as options of {@code idp}. */
final class SignInSettings {
  static final List<Option> OPTIONS =
      List.of(
          Option.valued("--sign-in", "none|oidc|saml", "how people sign in there; none"),
          Option.valued("--issuer", "URL", "of an OpenID provider"),
          Option.valued("--client-id", "TEXT", "what it calls this server"),
          Option.valued("--client-secret-file", "FILE", "holds it, - for standard input"),
          Option.valued("--oidc-scope", "SCOPE", "besides openid; repeatable"),
          Option.valued("--algorithm", "NAME", "its tokens are signed with; RS256; repeatable"),
          Option.valued("--entity-id", "TEXT", "what a SAML provider calls itself"),
          Option.valued("--sign-in-url", "URL", "where its SAML requests go"),
          Option.valued("--sign-out-url", "URL", "where one signs out there (SAML)"),
          Option.valued("--subject-attribute", "NAME", "that names the person for good (SAML)"),
          Option.valued("--domain", "NAME", "of e-mail addresses there; repeatable"),
          Option.valued("--takes-assertions", "yes|no", "service providers may bring them; no"),
          Option.valued(
              "--jit",
              "off|SCHEME",
              "accounts made at sign-in: silent, consent, user-name, user-name-and-password"),
          Option.valued("--jit-user-store", "NAME", "where accounts are made; PRIMARY"),
          Option.valued("--sync-attributes", "HOW", "override-all, none, or preserve-local"),
          Option.valued("--sync-groups", "HOW", "override, merge, or keep-manual"),
          Option.valued("--clears-absent", "yes|no", "what it tells no longer is cleared; no"),
          Option.valued("--lookup", "CLAIM=ATTRIBUTE", "finds accounts there are; repeatable"),
          Option.valued("--protected-group", "NAME", "is never granted; repeatable"),
          Option.valued("--fails-closed", "yes|no", "nobody enters without required targets; no"));

  private static final String OIDC = "oidc";
  private static final String SAML = "saml";
  private static final String JIT = "jit";

  private final Call call;
  private final Attributes.Builder whole;

  private SignInSettings(Call call, Attributes present) {
    this.call = call;
    this.whole = present.toBuilder();
  }

  /**
   * With what the options say.
   *
   * @param present as the server answered it; empty for a new one
   */
  static Attributes given(Call call, Attributes present) throws CommandException {
    SignInSettings settings = new SignInSettings(call, present);
    settings.text("--sign-in", "protocol");
    settings.texts("--domain", "domains");
    settings.flag("--takes-assertions", "takesAssertions");
    settings.put(OIDC, settings.oidc(present.complex(OIDC)));
    settings.put(SAML, settings.saml(present.complex(SAML)));
    settings.put(JIT, settings.jit(present.complex(JIT)));
    return settings.whole.build();
  }

  private Attributes oidc(Attributes present) throws CommandException {
    SignInSettings oidc = new SignInSettings(call, present);
    oidc.text("--issuer", "issuer");
    oidc.text("--client-id", "clientId");
    oidc.texts("--oidc-scope", "scopes");
    oidc.texts("--algorithm", "algorithms");
    Optional<String> file = call.arguments().value("--client-secret-file");
    if (file.isPresent()) {
      oidc.whole.put("clientSecret", Secrets.read(file.get(), Path.of(""), call.terminal()));
    }
    return oidc.whole.build();
  }

  private Attributes saml(Attributes present) throws CommandException {
    SignInSettings saml = new SignInSettings(call, present);
    saml.text("--entity-id", "entityId");
    saml.text("--sign-in-url", "signInUrl");
    saml.text("--sign-out-url", "signOutUrl");
    saml.text("--subject-attribute", "subjectAttribute");
    return saml.whole.build();
  }

  private Attributes jit(Attributes present) throws CommandException {
    SignInSettings jit = new SignInSettings(call, present);
    Optional<String> scheme = call.arguments().value("--jit");
    if (scheme.isPresent()) {
      boolean off = scheme.get().equals("off");
      jit.whole.put("enabled", !off);
      if (!off) {
        jit.whole.put("scheme", scheme.get());
      }
    }
    jit.text("--jit-user-store", "userStore");
    jit.text("--sync-attributes", "attributes");
    jit.text("--sync-groups", "groups");
    jit.flag("--clears-absent", "clearsAbsent");
    jit.flag("--fails-closed", "failsClosed");
    jit.texts("--protected-group", "protectedGroups");
    jit.lookups();
    return jit.whole.build();
  }

  private void lookups() throws CommandException {
    List<Value> lookups = new ArrayList<>();
    for (String pair : call.arguments().all("--lookup")) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw CommandException.usage("Write --lookup CLAIM=ATTRIBUTE, not " + pair + ".");
      }
      lookups.add(
          Value.complex(
              Attributes.builder()
                  .put("claim", pair.substring(0, equals))
                  .put("attribute", pair.substring(equals + 1))
                  .build()));
    }
    if (!lookups.isEmpty()) {
      whole.put("lookups", Value.many(lookups));
    }
  }

  private void put(String name, Attributes part) {
    whole.put(name, Value.complex(part));
  }

  private void text(String option, String field) throws CommandException {
    call.arguments().value(option).ifPresent(value -> whole.put(field, value));
  }

  private void texts(String option, String field) throws CommandException {
    List<Value> values = call.arguments().all(option).stream().<Value>map(Value::text).toList();
    if (!values.isEmpty()) {
      whole.put(field, Value.many(values));
    }
  }

  private void flag(String option, String field) throws CommandException {
    Optional<String> said = call.arguments().value(option);
    if (said.isPresent()) {
      boolean yes = said.get().equals("yes");
      if (!yes && !said.get().equals("no")) {
        throw CommandException.usage("Write " + option + " yes or no.");
      }
      whole.put(field, yes);
    }
  }
}
