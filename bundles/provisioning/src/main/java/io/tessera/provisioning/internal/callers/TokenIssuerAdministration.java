package io.tessera.provisioning.internal.callers;

import static io.tessera.model.Problem.Kind.CONFLICT;
import static io.tessera.model.Problem.Kind.UNIQUENESS;
import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.invalid;
import static io.tessera.provisioning.internal.configuration.ConfigurationWrites.notFound;

import io.tessera.model.AttributePath;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.TokenIssuer;
import io.tessera.provisioning.api.admin.TokenIssuers;
import io.tessera.provisioning.api.spi.ForeignTokens;
import io.tessera.provisioning.internal.Records;
import io.tessera.provisioning.internal.configuration.ConfigurationWrites;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.ServiceProviderIndex;
import io.tessera.provisioning.internal.configuration.TokenIssuerDocument;
import io.tessera.store.spi.Store;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The use cases of token issuers. */
@Component(service = TokenIssuers.class)
public final class TokenIssuerAdministration implements TokenIssuers {
  private static final Logger LOG = LoggerFactory.getLogger(TokenIssuerAdministration.class);
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final int MAX_TEXT = 1024;
  private static final int MAX_KEY_SET = 64 * 1024;

  private final LiveConfiguration configuration;
  private final ConfigurationWrites writes;
  private final ForeignTokens tokens;

  @Activate
  public TokenIssuerAdministration(
      @Reference(name = "store") Store store,
      @Reference(name = "configuration") LiveConfiguration configuration,
      @Reference(name = "foreignTokens") ForeignTokens tokens) {
    this.configuration = configuration;
    this.writes = new ConfigurationWrites(store, configuration);
    this.tokens = tokens;
  }

  @Override
  public List<TokenIssuer> list() {
    return List.copyOf(present().issuers());
  }

  @Override
  public Optional<TokenIssuer> get(UUID id) {
    return list().stream().filter(issuer -> issuer.id().equals(id)).findFirst();
  }

  @Override
  public TokenIssuer create(Caller caller, TokenIssuer.Draft draft) {
    return put(caller, checked(UUID.randomUUID(), 1, draft));
  }

  @Override
  public TokenIssuer replace(
      Caller caller, UUID id, long expectedVersion, TokenIssuer.Draft draft) {
    TokenIssuer before = existing(id, expectedVersion);
    if (!before.name().equals(draft.name())) {
      throw invalid("name", "it cannot change: service providers refer to it.");
    }
    return put(caller, checked(id, expectedVersion + 1, draft));
  }

  private TokenIssuer put(Caller caller, TokenIssuer issuer) {
    writes.write(
        caller,
        tx -> tx.configurations().put(TokenIssuerDocument.item(issuer), Records.origin(caller)));
    if (!caller.trial()) {
      LOG.info(
          "token issuer {}: version {} by {}", issuer.name(), issuer.version(), caller.actor());
    }
    return issuer;
  }

  @Override
  public void delete(Caller caller, UUID id, long expectedVersion) {
    TokenIssuer before = existing(id, expectedVersion);
    Set<String> users = new TreeSet<>();
    present()
        .configured()
        .forEach(
            registered -> {
              if (registered.provider().subjects().stream()
                  .anyMatch(subject -> subject.issuer().equals(before.name()))) {
                users.add(registered.provider().name());
              }
            });
    if (!users.isEmpty()) {
      throw RejectedException.of(
          CONFLICT, "These service providers refer to it: " + String.join(", ", users) + ".");
    }
    writes.write(
        caller,
        tx ->
            tx.configurations()
                .remove(TokenIssuerDocument.KIND, id, expectedVersion, Records.origin(caller)));
    if (!caller.trial()) {
      LOG.info("token issuer {} was removed by {}", before.name(), caller.actor());
    }
  }

  private TokenIssuer existing(UUID id, long expectedVersion) {
    TokenIssuer issuer = get(id).orElseThrow(() -> notFound("token issuer"));
    ConfigurationWrites.requireVersion(issuer.version(), expectedVersion);
    return issuer;
  }

  private ServiceProviderIndex present() {
    return configuration.refresh().serviceProviders();
  }

  private TokenIssuer checked(UUID id, long version, TokenIssuer.Draft draft) {
    if (!NAME.matcher(draft.name()).matches()) {
      throw invalid(
          "name", "lower-case letters, digits and dashes are expected, 63 characters at most.");
    }
    requireText("issuer", draft.issuer());
    requireText("audience", draft.audience());
    requireText("callerClaim", draft.callerClaim());
    requireAlgorithms(draft.algorithms());
    requireKeys(draft);
    TokenIssuer issuer =
        new TokenIssuer(
            id,
            draft.name(),
            draft.description(),
            draft.enabled(),
            draft.issuer(),
            draft.audience(),
            draft.algorithms(),
            draft.callerClaim(),
            draft.scopeClaim(),
            draft.keySet(),
            draft.keySetUri(),
            version);
    requireOwnIssuer(issuer);
    tokens
        .fault(issuer)
        .ifPresent(
            fault -> {
              throw invalid("keySet", fault);
            });
    return issuer;
  }

  private static void requireText(String field, String text) {
    if (text.isBlank() || text.length() > MAX_TEXT) {
      throw invalid(field, "a text of at most " + MAX_TEXT + " characters is expected.");
    }
  }

  private static void requireAlgorithms(Set<String> algorithms) {
    Set<String> others = new TreeSet<>(algorithms);
    others.removeAll(TokenIssuer.ALGORITHMS);
    if (algorithms.isEmpty() || !others.isEmpty()) {
      throw invalid(
          "algorithms",
          "some of " + String.join(", ", new TreeSet<>(TokenIssuer.ALGORITHMS)) + " are expected.");
    }
  }

  private static void requireKeys(TokenIssuer.Draft draft) {
    if (draft.keySet().isEmpty() == draft.keySetUri().isEmpty()) {
      throw invalid("keySet", "either it or keySetUri is expected.");
    }
    if (draft.keySet().length() > MAX_KEY_SET) {
      throw invalid("keySet", "at most " + MAX_KEY_SET + " characters are expected.");
    }
    if (!draft.keySetUri().isEmpty() && !isHttps(draft.keySetUri())) {
      throw invalid("keySetUri", "an address that begins with https:// is expected.");
    }
  }

  private static boolean isHttps(String text) {
    try {
      URI uri = URI.create(text);
      return "https".equals(uri.getScheme())
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && text.length() <= MAX_TEXT;
    } catch (IllegalArgumentException noUri) {
      return false;
    }
  }

  /** One party has one set of keys: which would be tried otherwise? */
  private void requireOwnIssuer(TokenIssuer issuer) {
    present()
        .issuerOfTokens(issuer.issuer())
        .filter(other -> !other.id().equals(issuer.id()))
        .ifPresent(
            other -> {
              throw RejectedException.at(
                  UNIQUENESS,
                  AttributePath.of("issuer"),
                  "issuer: it is " + other.name() + "'s already.");
            });
  }
}
