package io.tessera.provisioning.internal.policymap;

import io.tessera.connector.spi.TargetAttributes;
import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.provisioning.api.admin.PolicyMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Runs the tests that stand beside the rows of a map. */
final class MapTests {
  private final CompiledPolicyMap map;
  private final List<Problem> problems = new ArrayList<>();

  private MapTests(CompiledPolicyMap map) {
    this.map = map;
  }

  /** A problem for each expectation that is not met. */
  static List<Problem> failures(CompiledPolicyMap map, List<PolicyMap.Test> tests) {
    MapTests run = new MapTests(map);
    for (int i = 0; i < tests.size(); i++) {
      run.run("policyMap.tests[" + i + "]", tests.get(i));
    }
    return run.problems;
  }

  private void run(String place, PolicyMap.Test test) {
    try {
      TargetAttributes account =
          map.account(
              test.type(), test.given(), Set.of(), map.favourites(test.type(), test.given()));
      new TreeMap<>(test.expect())
          .forEach((attribute, expected) -> compare(place, test, account, attribute, expected));
    } catch (UncomputableException failed) {
      problem(place, test, String.valueOf(failed.getMessage()));
    }
  }

  private void compare(
      String place,
      PolicyMap.Test test,
      TargetAttributes account,
      String attribute,
      List<String> expected) {
    List<String> given = account.has(attribute) ? account.all(attribute) : List.of();
    if (!new HashSet<>(given).equals(new HashSet<>(expected))) {
      problem(place, test, attribute + " is " + given + " where " + expected + " is expected");
    }
  }

  private void problem(String place, PolicyMap.Test test, String detail) {
    problems.add(
        Problem.at(
            Problem.Kind.INVALID_VALUE,
            AttributePath.of(place),
            place + ": the test \"" + test.name() + "\" fails: " + detail + "."));
  }
}
