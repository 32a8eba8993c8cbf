package io.tessera.federation.saml.internal;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tessera.federation.saml.SamlAnswer;
import io.tessera.federation.saml.SamlIdentityProvider;
import io.tessera.federation.saml.SigningKey;
import io.tessera.federation.saml.Xml;
import io.tessera.federation.spi.Party;
import io.tessera.federation.spi.RefusedSignInException;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.federation.Assertion;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.w3c.dom.Document;

/** A sign-in at corp that is under way, at noon. */
final class CorpSignIn {
  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  static final SigningKey KEY = SigningKey.rsa();
  static final SigningKey OTHER_KEY = SigningKey.rsa();
  static final String CORP = "https://corp.example/idp";
  static final String US = "https://tessera.example/login";
  static final String ALIAS = "urn:tessera:of:corp";
  static final URI CALLBACK = URI.create("https://tessera.example/login/return/corp");
  static final String REQUEST = "_request";

  final SamlSignIn saml = new SamlSignIn(Clock.fixed(NOW, ZoneOffset.UTC));
  final SamlIdentityProvider corp = new SamlIdentityProvider(CORP, KEY);
  private String alias = "";
  private List<String> certificates = List.of(KEY.pem());
  private SignIn.Saml settings =
      new SignIn.Saml(CORP, "https://corp.example/sso", "", SignIn.Saml.PERSISTENT, "");

  CorpSignIn trusting(SigningKey... keys) {
    certificates = java.util.stream.Stream.of(keys).map(SigningKey::pem).toList();
    return this;
  }

  CorpSignIn certificates(String... pems) {
    certificates = List.of(pems);
    return this;
  }

  CorpSignIn settings(SignIn.Saml others) {
    settings = others;
    return this;
  }

  CorpSignIn naming(String subjectAttribute) {
    return settings(
        new SignIn.Saml(
            CORP, "https://corp.example/sso", "", SignIn.Saml.PERSISTENT, subjectAttribute));
  }

  /** It calls us {@link #ALIAS}. */
  CorpSignIn aliased() {
    alias = ALIAS;
    return this;
  }

  Party party() {
    SignIn signIn =
        new SignIn(
            SignIn.Protocol.SAML, SignIn.Oidc.NONE, settings, List.of(), true, SignIn.Jit.DEFAULT);
    IdentityProvider provider =
        new IdentityProvider(
            new UUID(1, 2),
            "corp",
            "Corp",
            "",
            true,
            new IdentityProvider.Trust("", alias, certificates, ""),
            IdentityProvider.Mappings.NONE,
            IdentityProvider.Accounts.DEFAULT,
            signIn,
            false,
            1);
    return new Party(provider, Optional.empty(), CALLBACK, US);
  }

  /** Right, and to be made wrong. */
  SamlAnswer answer() {
    return corp.answer(REQUEST, CALLBACK.toString(), US, NOW);
  }

  Assertion arrive(SamlAnswer answer) throws RefusedSignInException {
    return arriveXml(answer.xml());
  }

  Assertion arriveXml(String xml) throws RefusedSignInException {
    return arriveWith(Map.of("SAMLResponse", List.of(SamlAnswer.encoded(xml))));
  }

  Assertion arriveWith(Map<String, List<String>> parameters) throws RefusedSignInException {
    return saml.arrive(party(), Map.of("request", REQUEST), parameters);
  }

  /** What is said when an answer that is wrong in one way is brought. */
  ThrowableAssertAlternative<RefusedSignInException> refused(Consumer<SamlAnswer> wrong) {
    return refused(answer().with(wrong).xml());
  }

  /** The same of a document that was signed, and changed afterwards. */
  ThrowableAssertAlternative<RefusedSignInException> refusedWhen(Consumer<Document> tampered) {
    Document document = answer().document();
    tampered.accept(document);
    return refused(Xml.write(document));
  }

  ThrowableAssertAlternative<RefusedSignInException> refused(String xml) {
    return assertThatExceptionOfType(RefusedSignInException.class).isThrownBy(() -> arriveXml(xml));
  }
}
