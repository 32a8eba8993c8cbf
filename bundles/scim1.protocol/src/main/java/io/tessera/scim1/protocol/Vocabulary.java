package io.tessera.scim1.protocol;

import io.tessera.model.AttributePath;
import io.tessera.model.schema.BuiltInSchemas;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.model.schema.SchemaDefinition;
import java.util.List;
import java.util.Optional;

/**
 * What SCIM 1.1 calls the attributes of a schema. Core attributes have the same names; the
 * enterprise extension has another URN and calls the manager's id {@code managerId}. Extensions of
 * this server keep their own URN.
 */
final class Vocabulary {
  static final String MANAGER_ID = "managerId";
  private static final List<String> WSO2 = List.of(Scim1Urns.WSO2, Scim1Urns.WSO2_NAME);

  private final ResourceSchema schema;

  Vocabulary(ResourceSchema schema) {
    this.schema = schema;
  }

  ResourceSchema schema() {
    return schema;
  }

  /** The URN of an extension as clients of SCIM 1.1 know it. */
  static String urn(String extension) {
    return extension.equals(BuiltInSchemas.ENTERPRISE_URN) ? Scim1Urns.ENTERPRISE : extension;
  }

  /** The extension an object key or an element of {@code schemas} names. */
  Optional<SchemaDefinition> extension(String written) {
    return schema.extensions().stream()
        .filter(e -> e.urn().equalsIgnoreCase(written) || urn(e.urn()).equalsIgnoreCase(written))
        .findFirst();
  }

  /** Whether a key holds attributes as WSO2's clients send them, of whichever extension. */
  static boolean isWso2(String written) {
    return WSO2.stream().anyMatch(written::equalsIgnoreCase);
  }

  /** The extension that has an attribute; the enterprise extension before others. */
  Optional<SchemaDefinition> extensionWith(String attribute) {
    return schema.extensions().stream().filter(e -> e.attribute(attribute).isPresent()).findFirst();
  }

  /**
   * The canonical path of what a client wrote, in any case: {@code userName}, {@code
   * urn:scim:schemas:core:1.0:name.givenName}, {@code
   * urn:scim:schemas:extension:enterprise:1.0:manager.managerId}.
   */
  Optional<AttributePath> resolve(String written) {
    Optional<String> core = behind(Scim1Urns.CORE, written);
    if (core.isPresent()) {
      return schema.resolve(core.get());
    }
    for (SchemaDefinition extension : schema.extensions()) {
      Optional<String> rest = behind(urn(extension.urn()), written);
      if (rest.isPresent()) {
        return inExtension(extension, rest.get());
      }
    }
    for (String wso2 : WSO2) {
      Optional<String> rest = behind(wso2, written);
      if (rest.isPresent()) {
        return extensionWith(name(rest.get())).flatMap(e -> inExtension(e, rest.get()));
      }
    }
    return schema.resolve(written);
  }

  private Optional<AttributePath> inExtension(SchemaDefinition extension, String dotted) {
    return schema.resolve(extension.urn() + ":" + canonical(extension.urn(), dotted));
  }

  private static String canonical(String extension, String dotted) {
    boolean manager =
        extension.equals(BuiltInSchemas.ENTERPRISE_URN)
            && dotted.equalsIgnoreCase("manager." + MANAGER_ID);
    return manager ? "manager.value" : dotted;
  }

  /** The schema's name of a sub-attribute as a client wrote it. */
  static String canonicalSub(AttributePath attribute, String written) {
    return isManager(attribute) && written.equalsIgnoreCase(MANAGER_ID) ? "value" : written;
  }

  /** The name of a sub-attribute as clients know it. */
  static String shownSub(AttributePath attribute, String canonical) {
    return isManager(attribute) && canonical.equals("value") ? MANAGER_ID : canonical;
  }

  private static boolean isManager(AttributePath attribute) {
    return BuiltInSchemas.ENTERPRISE_URN.equals(attribute.extensionUrn())
        && attribute.name().equals("manager");
  }

  private static String name(String dotted) {
    int dot = dotted.indexOf('.');
    return dot < 0 ? dotted : dotted.substring(0, dot);
  }

  /** What stands behind a URN and its separator, a colon or a dot. */
  private static Optional<String> behind(String urn, String written) {
    boolean starts =
        written.length() > urn.length() + 1
            && written.regionMatches(true, 0, urn, 0, urn.length())
            && (written.charAt(urn.length()) == ':' || written.charAt(urn.length()) == '.');
    return starts ? Optional.of(written.substring(urn.length() + 1)) : Optional.empty();
  }
}
