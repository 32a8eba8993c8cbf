package io.tessera.inbound.soap.internal.wso2;

import io.tessera.inbound.soap.internal.AttributeSlot;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceType;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.provisioning.api.Provisioning;
import io.tessera.scim.protocol.FilterParser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The claims of users, over the schema in force. */
public final class Claims {
  private static final Logger LOG = LoggerFactory.getLogger(Claims.class);
  private static final String SCIM1 = "urn:scim:schemas:core:1.0:";
  private static final int MAX_URI = 512;

  private final Provisioning provisioning;
  private final ClaimTable table;
  private volatile Known known;

  Claims(Provisioning provisioning, ClaimTable table) {
    this.provisioning = provisioning;
    this.table = table;
    this.known = new Known(provisioning.schema(ResourceType.USER), table);
  }

  /** The table over one schema. */
  private static final class Known {
    private final ResourceSchema schema;
    private final FilterParser parser;
    private final Map<String, Claim> byUri = new LinkedHashMap<>();

    Known(ResourceSchema schema, ClaimTable table) {
      this.schema = schema;
      this.parser = new FilterParser(schema);
      table.paths().forEach(this::take);
    }

    private void take(String uri, String path) {
      try {
        byUri.put(uri, claim(uri, path));
      } catch (RejectedException unknown) {
        LOG.warn("The claim {} is not offered: {}", uri, unknown.first().detail());
      }
    }

    Claim claim(String uri, String path) {
      boolean inverted = path.startsWith("!");
      String bare = inverted ? path.substring(1) : path;
      return new Claim(uri, path, AttributeSlot.of(schema, parser.target(bare), inverted));
    }
  }

  @SuppressWarnings("ReferenceEquality") // a schema that changed is another object
  private Known known() {
    ResourceSchema schema = provisioning.schema(ResourceType.USER);
    Known present = known;
    if (present.schema != schema) {
      present = new Known(schema, table);
      known = present;
    }
    return present;
  }

  /** All that are configured. */
  Collection<Claim> all() {
    return known().byUri.values();
  }

  /**
   * A claim of the table, or the SCIM attribute its URI names: {@code
   * urn:ietf:params:scim:schemas:core:2.0:User:title}, {@code urn:scim:schemas:core:1.0:title},
   * {@code ...:emails.work}.
   *
   * @throws RejectedException INVALID_PATH: neither knows it
   */
  Claim named(String uri) {
    Known now = known();
    Claim configured = now.byUri.get(uri.strip());
    if (configured != null) {
      return configured;
    }
    return scim(now, uri.strip()).orElseThrow(() -> new RejectedException(List.of(unknown(uri))));
  }

  private static Optional<Claim> scim(Known now, String uri) {
    if (uri.length() > MAX_URI || !uri.startsWith("urn:")) {
      return Optional.empty();
    }
    String path = uri.startsWith(SCIM1) ? uri.substring(SCIM1.length()) : uri;
    if (now.schema.resolve(path).isPresent()) {
      return Optional.of(now.claim(uri, path));
    }
    int dot = path.lastIndexOf('.');
    boolean typed =
        dot > 0
            && path.substring(dot + 1).matches("[A-Za-z0-9]+")
            && now.schema
                .resolve(path.substring(0, dot))
                .flatMap(now.schema::definition)
                .filter(d -> d.multiValued() && d.sub("type").isPresent())
                .isPresent();
    return typed
        ? Optional.of(
            now.claim(
                uri,
                path.substring(0, dot) + "[type eq \"" + path.substring(dot + 1) + "\"].value"))
        : Optional.empty();
  }

  private static Problem unknown(String uri) {
    String shown = uri.length() > MAX_URI ? uri.substring(0, MAX_URI) + "..." : uri;
    return Problem.of(
        Kind.INVALID_PATH,
        "The claim '"
            + shown
            + "' is not known here. RemoteClaimManagerService.getAllClaimUris tells those that are;"
            + " an operator can add others.");
  }

  /**
   * Attributes with claims set in them, or with values added to what they hold.
   *
   * @throws RejectedException with all problems: claims that are not known, values that do not fit
   */
  Attributes with(Attributes attributes, Map<String, String> values, Mode mode) {
    Attributes result = attributes;
    List<Problem> problems = new ArrayList<>();
    for (Map.Entry<String, String> given : values.entrySet()) {
      try {
        result = mode.apply(result, named(given.getKey()).slot(), given.getValue());
      } catch (RejectedException refused) {
        problems.addAll(refused.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
    return result;
  }

  /** What becomes of values that are there. */
  enum Mode {
    /** They go. Setting what the server keeps to what it is changes nothing. */
    SET {
      @Override
      Attributes apply(Attributes now, AttributeSlot slot, String value) {
        List<String> wanted = values(slot, value);
        return slot.read(now).equals(wanted) ? now : slot.write(now, wanted);
      }
    },
    /** They stay. */
    ADD {
      @Override
      Attributes apply(Attributes now, AttributeSlot slot, String value) {
        List<String> present = slot.read(now);
        List<String> all = new ArrayList<>(present);
        values(slot, value).stream().filter(v -> !present.contains(v)).forEach(all::add);
        if (!slot.isMany() && all.size() > 1) {
          throw RejectedException.at(
              Kind.INVALID_VALUE,
              slot.path(),
              "It holds one value and has one already; set it instead of adding to it.");
        }
        return all.equals(present) ? now : slot.write(now, all);
      }
    };

    abstract Attributes apply(Attributes now, AttributeSlot slot, String value);

    /** WSO2's clients write many values as one, with commas. */
    static List<String> values(AttributeSlot slot, String value) {
      if (value.isEmpty()) {
        return List.of();
      }
      return slot.isMany()
          ? List.of(value.split(",", -1)).stream()
              .map(String::strip)
              .filter(v -> !v.isEmpty())
              .distinct()
              .toList()
          : List.of(value);
    }
  }

  /** The value of a claim, many with commas; empty when there is none. */
  static Optional<String> read(Claim claim, Attributes attributes) {
    List<String> values = claim.slot().read(attributes);
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(",", values));
  }
}
