package io.tessera.provisioning.internal.write;

import static io.tessera.model.Problem.Kind.INVALID_PATH;
import static io.tessera.model.Problem.Kind.INVALID_VALUE;
import static io.tessera.model.Problem.Kind.MUTABILITY;
import static io.tessera.model.Problem.Kind.NO_TARGET;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.model.patch.Patch;
import io.tessera.model.patch.PatchOperation;
import io.tessera.model.patch.PatchOperation.Kind;
import io.tessera.model.patch.PatchTarget;
import io.tessera.model.schema.AttributeDefinition;
import io.tessera.model.schema.AttributeDefinition.Mutability;
import io.tessera.model.schema.ResourceSchema;
import io.tessera.model.schema.SchemaDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries the steps of one patch out on a copy of a resource's attributes (RFC 7644 section 3.5.2).
 * Steps that concern a group's members are set aside, because members are not kept among the
 * attributes. The result is validated as a whole afterwards.
 */
final class PatchApplication {
  private final ResourceSchema schema;
  private final ElementPatch elements;
  private final List<MembershipStep> membershipSteps = new ArrayList<>();
  private Attributes attributes;

  /**
   * @param present canonical; with externalId, without password
   */
  PatchApplication(ResourceSchema schema, Attributes present) {
    this.schema = schema;
    this.elements = new ElementPatch(schema);
    this.attributes = present;
  }

  /**
   * @throws RejectedException a step cannot be carried out
   */
  Attributes apply(Patch patch) {
    for (PatchOperation step : patch.operations()) {
      Optional<PatchTarget> target = step.targetIfAny();
      if (target.isPresent()) {
        applyTo(step.kind(), target.get(), step.valueIfAny().orElse(Value.NONE));
      } else {
        applyToAll(step);
      }
    }
    return attributes;
  }

  List<MembershipStep> membershipSteps() {
    return membershipSteps;
  }

  private void applyToAll(PatchOperation step) {
    if (step.kind() == Kind.REMOVE) {
      throw RejectedException.of(NO_TARGET, "A remove operation needs a path.");
    }
    if (!(step.valueIfAny().orElse(Value.NONE) instanceof Value.Complex whole)) {
      throw RejectedException.of(
          INVALID_VALUE, "An operation without a path needs an object with attributes as value.");
    }
    whole.attributes().forEach((name, value) -> applyNamed(step.kind(), name, value));
  }

  private void applyNamed(Kind kind, String name, Value value) {
    if (name.equalsIgnoreCase("schemas")
        || name.equalsIgnoreCase("id")
        || name.equalsIgnoreCase("meta")) {
      return;
    }
    Optional<SchemaDefinition> extension = schema.extension(name);
    if (extension.isPresent() && value instanceof Value.Complex complex) {
      complex
          .attributes()
          .forEach((inner, v) -> applyNamed(kind, extension.get().urn() + ":" + inner, v));
      return;
    }
    AttributePath path =
        schema
            .resolve(name)
            .orElseThrow(
                () ->
                    RejectedException.at(
                        INVALID_PATH,
                        AttributePath.of(name),
                        name + ": no schema of this type has it."));
    Optional<AttributeDefinition> definition = schema.definition(path);
    if (definition.filter(d -> d.mutability() == Mutability.READ_ONLY).isPresent()) {
      return;
    }
    Kind effective = value.isNone() ? Kind.REMOVE : kind;
    applyTo(effective, new PatchTarget(path, null), value);
  }

  private void applyTo(Kind kind, PatchTarget target, Value value) {
    AttributePath path = target.path();
    AttributeDefinition definition =
        schema
            .definition(path.whole())
            .orElseThrow(
                () -> RejectedException.at(INVALID_PATH, path, path + ": there is no such path."));
    refuseReadOnly(path, definition);
    refuseRemoval(kind, target, definition, value);
    if (schema.type() == ResourceType.GROUP && path.name().equals("members")) {
      membershipSteps.add(membershipStep(kind, target, value));
      return;
    }
    Attributes home = path.extension().map(attributes::complex).orElse(attributes);
    Value present = home.get(definition.name()).orElse(Value.NONE);
    Value changed = elements.change(kind, target, definition, present, value);
    Attributes newHome = home.with(definition.name(), changed);
    attributes =
        path.extension().map(urn -> attributes.with(urn, Value.complex(newHome))).orElse(newHome);
  }

  private void refuseReadOnly(AttributePath path, AttributeDefinition whole) {
    boolean readOnly =
        whole.mutability() == Mutability.READ_ONLY
            || path.sub()
                .flatMap(whole::sub)
                .filter(s -> s.mutability() == Mutability.READ_ONLY)
                .isPresent();
    if (readOnly) {
      throw RejectedException.at(MUTABILITY, path, path + ": only the server sets it.");
    }
  }

  /** A required attribute cannot be removed (RFC 7644 section 3.5.2.2). */
  private static void refuseRemoval(
      Kind kind, PatchTarget target, AttributeDefinition whole, Value value) {
    AttributeDefinition removed = target.path().sub().flatMap(whole::sub).orElse(whole);
    boolean all = target.selectionIfAny().isEmpty() && value.isNone();
    if (kind == Kind.REMOVE && removed.required() && (all || target.path().sub().isPresent())) {
      throw RejectedException.at(
          MUTABILITY, target.path(), target.path() + ": it is required and cannot be removed.");
    }
  }

  private static MembershipStep membershipStep(Kind kind, PatchTarget target, Value value) {
    Optional<Filter> selection = target.selectionIfAny();
    if (selection.isPresent()) {
      if (kind != Kind.REMOVE || target.path().sub().isPresent()) {
        throw RejectedException.at(
            MUTABILITY, target.path(), "members can be added and removed, not altered.");
      }
      return idOf(selection.get())
          .<MembershipStep>map(id -> new MembershipStep.Remove(List.of(id)))
          .orElseGet(() -> new MembershipStep.RemoveMatching(selection.get()));
    }
    Problems problems = new Problems();
    List<ResourceId> ids = SubmissionReader.memberIds(value, problems);
    problems.rejectIfAny();
    return switch (kind) {
      case ADD -> new MembershipStep.Add(ids);
      case REPLACE -> new MembershipStep.ReplaceAll(ids);
      case REMOVE ->
          value.isNone()
              ? new MembershipStep.ReplaceAll(List.of())
              : new MembershipStep.Remove(ids);
    };
  }

  /** The id in the plain {@code value eq "id"}, which needs no look at the members. */
  private static Optional<ResourceId> idOf(Filter selection) {
    return selection instanceof Filter.Compare compare
            && compare.operator() == Filter.Operator.EQ
            && compare.path().name().equals("value")
            && compare.literal() instanceof Value.Text text
        ? ResourceId.parse(text.value())
        : Optional.empty();
  }
}
