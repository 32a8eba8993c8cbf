package io.tessera.provisioning.internal.policymap;

import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.TargetAttribute;
import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.provisioning.internal.ObjectTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Compares policy maps with the attributes that their target has. */
public final class SchemaCheck {
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  private SchemaCheck() {}

  /**
   * @param target asked for each type the map has rows for; empty when the target cannot tell
   */
  public static SchemaCheck of(PolicyMap map, Function<ObjectType, Optional<Description>> target) {
    SchemaCheck check = new SchemaCheck();
    for (ResourceType type : ResourceType.values()) {
      if (!map.rows(type).isEmpty()) {
        target
            .apply(ObjectTypes.of(type))
            .ifPresent(description -> check.compare(type, map.rows(type), description));
      }
    }
    return check;
  }

  /** Rows that cannot work, each at its place: {@code policyMap.user[3].attribute}. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** What people should know besides: that the target could not be asked, or wants more. */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  private void compare(ResourceType type, List<PolicyMap.Row> rows, Description description) {
    if (description instanceof Description.Known known) {
      compare(type, rows, known);
    } else if (description instanceof Description.Unknown unknown) {
      remarks.add(
          "The attributes of a "
              + type.scimName()
              + " were not checked: "
              + unknown.why().detail());
    }
  }

  private void compare(ResourceType type, List<PolicyMap.Row> rows, Description.Known known) {
    for (int i = 0; i < rows.size(); i++) {
      String written = rows.get(i).attribute();
      String place = "policyMap." + type.scimName().toLowerCase(Locale.ROOT) + "[" + i + "]";
      Optional<TargetAttribute> attribute = known.find(written);
      if (attribute.isEmpty() && !known.open()) {
        problem(place, "the target has no attribute \"" + written + "\".");
      } else if (attribute.filter(a -> !a.writable()).isPresent()) {
        problem(place, "the target does not let " + written + " be written.");
      }
    }
    known.attributes().stream()
        .filter(TargetAttribute::required)
        .filter(required -> rows.stream().noneMatch(row -> isFor(row, required, known)))
        .forEach(
            required ->
                remarks.add(
                    "The target requires "
                        + required.name()
                        + " of a "
                        + type.scimName()
                        + ", and no row gives it."));
  }

  private static boolean isFor(
      PolicyMap.Row row, TargetAttribute required, Description.Known known) {
    return known.find(row.attribute()).filter(required::equals).isPresent();
  }

  private void problem(String place, String detail) {
    String path = place + ".attribute";
    problems.add(
        Problem.at(Problem.Kind.INVALID_VALUE, AttributePath.of(path), path + ": " + detail));
  }
}
