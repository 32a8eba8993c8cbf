package io.tessera.provisioning.internal.configuration;

import io.tessera.crypto.Secret;
import io.tessera.crypto.SecretBox;
import io.tessera.crypto.SecretUnreadableException;
import io.tessera.model.UnavailableException;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.store.spi.Store;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts secrets in the place of their references at the moment a component gets its configuration,
 * so that Configuration Admin never holds one.
 */
@Component(
    service = {ConfigurationPlugin.class, SecretResolver.class},
    property = {"service.cmRanking:Integer=500", "config.plugin.id=io.tessera.secrets"})
public final class SecretResolver implements ConfigurationPlugin {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\[secret:(?<reference>[^]]+)]");
  private static final Logger LOG = LoggerFactory.getLogger(SecretResolver.class);

  private final Store store;
  private final SecretBox box;

  @Activate
  public SecretResolver(
      @Reference(name = "store") Store store, @Reference(name = "box") SecretBox box) {
    this.store = store;
    this.box = box;
  }

  /** How a configuration refers to a secret. */
  static String referTo(String reference) {
    return "$[secret:" + reference + "]";
  }

  /** The context a secret is sealed for. */
  public static String context(String reference) {
    return "secret|value|" + reference;
  }

  @Override
  public void modifyConfiguration(
      ServiceReference<?> reference, Dictionary<String, Object> properties) {
    for (String key : new ArrayList<>(Collections.list(properties.keys()))) {
      if (properties.get(key) instanceof String text) {
        Matcher matcher = REFERENCE.matcher(text);
        if (matcher.matches()) {
          resolve(matcher.group("reference"))
              .ifPresentOrElse(clear -> properties.put(key, clear), () -> properties.remove(key));
        }
      }
    }
  }

  /** The password that new accounts of a target get; empty when none is set. */
  public Optional<String> defaultPassword(TargetConfiguration target) {
    return Optional.ofNullable(target.secrets().get(ConnectorTypeCatalog.DEFAULT_PASSWORD_NAME))
        .flatMap(this::resolve);
  }

  /** What we prove ourselves with at an identity provider; empty when nothing was given. */
  public Optional<Secret> clientSecret(IdentityProvider provider) {
    return provider.clientSecretSet()
        ? resolve(clientSecretOf(provider.id())).map(Secret::new)
        : Optional.empty();
  }

  /** The reference of the secret of ours at an identity provider. */
  static String clientSecretOf(UUID identityProvider) {
    return identityProvider + "/clientSecret";
  }

  private Optional<String> resolve(String reference) {
    try {
      return store
          .<Optional<byte[]>>read(tx -> tx.configurations().secret(reference))
          .map(stored -> new String(box.open(stored, context(reference)), StandardCharsets.UTF_8));
    } catch (UnavailableException | SecretUnreadableException unreadable) {
      LOG.error("the secret {} cannot be read: {}", reference, unreadable.getMessage());
      return Optional.empty();
    }
  }
}
