package io.tessera.provisioning.internal.configuration;

import io.tessera.connector.spi.Connector;
import io.tessera.json.AttributesJson;
import io.tessera.json.JsonFormatException;
import io.tessera.provisioning.api.admin.Ability;
import io.tessera.provisioning.api.admin.ConnectorType;
import io.tessera.provisioning.api.admin.ConnectorType.Kind;
import io.tessera.provisioning.api.admin.ConnectorType.Property;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.internal.delivery.ConnectorAbilities;
import io.tessera.provisioning.internal.delivery.Trials;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What connector types there are, asked from Declarative Services and Metatype each time: they know
 * it best, and bundles come and go.
 */
@Component(service = ConnectorTypeCatalog.class)
public final class ConnectorTypeCatalog {
  /** The password of new accounts, where a target's delivery settings ask for one. */
  static final String DEFAULT_PASSWORD_NAME = "defaultPassword";

  private static final Property DEFAULT_PASSWORD =
      new Property(
          DEFAULT_PASSWORD_NAME,
          "Default password",
          "New accounts get it where delivery.passwords is default.",
          Kind.SECRET,
          false,
          false,
          List.of(),
          List.of(),
          null,
          null);

  /** Where a connector's bundle keeps the map that suits most targets of its type. */
  private static final String DEFAULT_MAP = "OSGI-INF/tessera/policy-map.json";

  private static final String ICON = "OSGI-INF/tessera/icon.svg";
  private static final int MOST_OF_AN_ICON = 16_384;

  /** How the name of a property begins that is never published with the service. */
  static final String PRIVATE = ".";

  private static final Logger LOG = LoggerFactory.getLogger(ConnectorTypeCatalog.class);

  private final BundleContext context;
  private final ServiceComponentRuntime components;
  private final MetaTypeService metatypes;
  private final Trials trials;
  private final AttributesJson json = new AttributesJson();

  @Activate
  public ConnectorTypeCatalog(
      BundleContext context,
      @Reference(name = "components") ServiceComponentRuntime components,
      @Reference(name = "metatypes") MetaTypeService metatypes,
      @Reference(name = "trials") Trials trials) {
    this.context = context;
    this.components = components;
    this.metatypes = metatypes;
    this.trials = trials;
  }

  List<ConnectorType> all() {
    return descriptions()
        .flatMap(d -> type(d).stream())
        .sorted(Comparator.comparing(ConnectorType::id))
        .toList();
  }

  Optional<ConnectorType> find(String id) {
    return descriptions().filter(d -> pid(d).equals(id)).findFirst().flatMap(this::type);
  }

  /** The map a connector type brings along; empty when it brings none. */
  PolicyMap defaultMap(String type) {
    return descriptions()
        .filter(d -> pid(d).equals(type))
        .findFirst()
        .map(d -> context.getBundle(d.bundle.id))
        .flatMap(this::shippedMap)
        .orElse(new PolicyMap(List.of(), List.of()));
  }

  /** What Declarative Services says about an instance that does not start; empty when it does. */
  String failureOf(String type, String target) {
    return descriptions()
        .filter(d -> pid(d).equals(type))
        .flatMap(d -> components.getComponentConfigurationDTOs(d).stream())
        .filter(c -> target.equals(c.properties.get(Connector.TARGET)))
        .map(ConnectorTypeCatalog::failure)
        .findFirst()
        .orElse("");
  }

  private static String failure(ComponentConfigurationDTO instance) {
    @Nullable String trace = instance.failure;
    if (trace == null) {
      return "";
    }
    // The last cause is what the connector itself said.
    return trace
        .lines()
        .map(String::strip)
        .filter(l -> l.startsWith("Caused by: ") || !l.startsWith("at "))
        .filter(l -> l.contains("Exception: "))
        .reduce((first, last) -> last)
        .map(l -> l.substring(l.indexOf("Exception: ") + "Exception: ".length()))
        .orElse("The connector does not start; see the log.");
  }

  private Stream<ComponentDescriptionDTO> descriptions() {
    return components.getComponentDescriptionDTOs().stream()
        .filter(d -> Arrays.asList(d.serviceInterfaces).contains(Connector.class.getName()))
        .filter(d -> d.configurationPid.length > 0);
  }

  private static String pid(ComponentDescriptionDTO description) {
    return description.configurationPid[0];
  }

  private Optional<ConnectorType> type(ComponentDescriptionDTO description) {
    Bundle bundle = context.getBundle(description.bundle.id);
    if (bundle == null) {
      return Optional.empty();
    }
    String pid = pid(description);
    var information = metatypes.getMetaTypeInformation(bundle);
    if (information == null || !Arrays.asList(information.getFactoryPids()).contains(pid)) {
      return Optional.empty();
    }
    ObjectClassDefinition definition = information.getObjectClassDefinition(pid, null);
    String version = bundle.getSymbolicName() + " " + bundle.getVersion();
    return Optional.of(
        new ConnectorType(
            pid,
            definition.getName(),
            textOrEmpty(definition.getDescription()),
            version,
            trials.remark(version),
            abilities(bundle, description),
            icon(bundle),
            properties(definition)));
  }

  /** Of the class as its interfaces show them; a class that cannot be loaded will not start. */
  private static Set<Ability> abilities(Bundle bundle, ComponentDescriptionDTO description) {
    try {
      return ConnectorAbilities.of(bundle.loadClass(description.implementationClass));
    } catch (ClassNotFoundException | LinkageError broken) {
      LOG.debug("{} has no abilities", description.implementationClass, broken);
      return Set.of();
    }
  }

  private static @Nullable String icon(Bundle bundle) {
    @Nullable URL entry = bundle.getEntry(ICON);
    if (entry == null) {
      return null;
    }
    try (InputStream in = entry.openStream()) {
      return new String(in.readNBytes(MOST_OF_AN_ICON), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      LOG.warn("the icon in {} cannot be read", bundle, broken);
      return null;
    }
  }

  private static List<Property> properties(ObjectClassDefinition definition) {
    Set<String> required =
        Stream.of(definition.getAttributeDefinitions(ObjectClassDefinition.REQUIRED))
            .map(AttributeDefinition::getID)
            .collect(Collectors.toSet());
    List<Property> properties = new ArrayList<>();
    for (AttributeDefinition attribute :
        definition.getAttributeDefinitions(ObjectClassDefinition.ALL)) {
      if (!attribute.getID().equals(Connector.TARGET)) {
        properties.add(property(attribute, required.contains(attribute.getID())));
      }
    }
    properties.add(DEFAULT_PASSWORD);
    return properties;
  }

  private static Property property(AttributeDefinition attribute, boolean mandatory) {
    List<String> defaults = listOrEmpty(attribute.getDefaultValue());
    return new Property(
        shownName(attribute),
        textOrEmpty(attribute.getName()),
        textOrEmpty(attribute.getDescription()),
        kind(attribute.getType()),
        mandatory && defaults.isEmpty(),
        attribute.getCardinality() != 0,
        defaults,
        listOrEmpty(attribute.getOptionValues()),
        null,
        null);
  }

  /**
   * Secrets are private properties, whose names begin with a dot that operators need not see (OSGi
   * Compendium, Declarative Services: private properties).
   */
  private static String shownName(AttributeDefinition attribute) {
    String id = attribute.getID();
    return attribute.getType() == AttributeDefinition.PASSWORD && id.startsWith(PRIVATE)
        ? id.substring(PRIVATE.length())
        : id;
  }

  private static Kind kind(int type) {
    return switch (type) {
      case AttributeDefinition.PASSWORD -> Kind.SECRET;
      case AttributeDefinition.BOOLEAN -> Kind.BOOLEAN;
      case AttributeDefinition.INTEGER,
          AttributeDefinition.LONG,
          AttributeDefinition.SHORT,
          AttributeDefinition.BYTE ->
          Kind.INTEGER;
      case AttributeDefinition.DOUBLE, AttributeDefinition.FLOAT -> Kind.DECIMAL;
      default -> Kind.TEXT;
    };
  }

  private Optional<PolicyMap> shippedMap(Bundle bundle) {
    @Nullable URL entry = bundle.getEntry(DEFAULT_MAP);
    if (entry == null) {
      return Optional.empty();
    }
    try (InputStream in = entry.openStream()) {
      return Optional.of(PolicyMapDocument.read(json.read(in)));
    } catch (IOException | JsonFormatException broken) {
      LOG.warn("the policy map in {} cannot be read", bundle, broken);
      return Optional.empty();
    }
  }

  private static String textOrEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static List<String> listOrEmpty(String @Nullable [] texts) {
    return texts == null ? List.of() : List.of(texts);
  }
}
