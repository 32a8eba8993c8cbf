package io.tessera.inbound.scim.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.Problem.Kind;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.patch.PatchOperation;
import io.tessera.model.schema.AttributeDefinition.Mutability;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Provisioning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What users may change of themselves. */
final class SelfService {
  private static final String SCHEMAS = "schemas";

  private final Provisioning provisioning;
  private final Codecs codecs;
  private final Set<String> own;

  /**
   * @param own names of attributes of the core schema, as it spells them; URNs of extensions
   */
  SelfService(Provisioning provisioning, Codecs codecs, Set<String> own) {
    this.provisioning = provisioning;
    this.codecs = codecs;
    this.own = Set.copyOf(own);
  }

  /**
   * Looks at what a patch touches.
   *
   * @throws RejectedException FORBIDDEN, with every attribute that is not the user's own
   */
  void requireOwn(Attributes patch) {
    List<Problem> problems = new ArrayList<>();
    for (PatchOperation step : codecs.of(ResourceType.USER).patches().read(patch).operations()) {
      step.targetIfAny().ifPresent(target -> refuseOthers(target.path(), problems));
    }
    rejectIfAny(problems);
  }

  /**
   * The whole user, for a replacement: what is not the user's own stays as it is.
   *
   * @throws RejectedException FORBIDDEN, with every attribute that would change and is not its own
   */
  Attributes whole(Caller caller, Attributes body) {
    Resource present = present(caller);
    Codec codec = codecs.of(ResourceType.USER);
    List<Problem> problems = new ArrayList<>();
    Attributes.Builder whole = present.attributes().toBuilder();
    present.externalIdIfAny().ifPresent(id -> whole.put("externalId", id));
    own.forEach(whole::remove);
    codec
        .reader()
        .read(body)
        .forEach(
            (name, value) -> {
              AttributePath path = path(codec, name);
              if (own.contains(path.name())) {
                whole.keep(path.name(), value);
              } else if (!isSame(codec, present, path, value)) {
                refuseOthers(path, problems);
              }
            });
    rejectIfAny(problems);
    List<Value> schemas = codec.schema().urns().<Value>map(Value::text).toList();
    return whole.put(SCHEMAS, Value.many(schemas)).build();
  }

  private Resource present(Caller caller) {
    return caller
        .identityIfAny()
        .flatMap(id -> provisioning.get(caller, ResourceType.USER, id, Set.of()))
        .orElseThrow(() -> RejectedException.of(Kind.NOT_FOUND, "You are gone."));
  }

  private static AttributePath path(Codec codec, String name) {
    return codec
        .schema()
        .extension(name)
        .map(extension -> AttributePath.of(extension.urn()))
        .or(() -> codec.schema().resolve(name))
        .orElse(AttributePath.of(name));
  }

  private static boolean isSame(Codec codec, Resource present, AttributePath path, Value value) {
    boolean readOnly =
        codec
            .schema()
            .definition(path)
            .filter(definition -> definition.mutability() == Mutability.READ_ONLY)
            .isPresent();
    Optional<Value> before =
        path.name().equals("externalId")
            ? present.externalIdIfAny().map(Value::text)
            : present.attributes().get(path.name());
    return readOnly || before.orElse(Value.NONE).equals(value);
  }

  private void refuseOthers(AttributePath path, List<Problem> problems) {
    String whole = path.extension().orElse(path.name());
    if (!own.contains(whole)) {
      problems.add(Problem.at(Kind.FORBIDDEN, path, path + ": users cannot change it themselves."));
    }
  }

  private static void rejectIfAny(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
  }
}
