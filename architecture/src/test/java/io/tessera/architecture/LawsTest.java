package io.tessera.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The laws of ARCHITECTURE.md that a compiler does not hold. */
class LawsTest {
  private static final String ACTIVATE = "org.osgi.service.component.annotations.Activate";
  private static final Bundles BUNDLES = Bundles.read(Path.of("../bundles"));

  /** Between the edges lies the core; these are no edges but what edges have in common. */
  private static final Set<String> COMMON_GROUND =
      Set.of(
          "inbound.http",
          "connector.spi",
          "connector.directory",
          "connector.http",
          "connector.scim",
          "connector.kit",
          "connector.xml",
          "federation.spi",
          "store.spi",
          "store.kit");

  /** Runs in tests; it listens to what connectors say, to find secrets in it. */
  private static final String KIT = "connector.kit";

  private static final Pattern DOOR = Pattern.compile("(inbound|federation|admin|console)(\\..*)?");
  private static final Pattern EDGE =
      Pattern.compile("(inbound|federation|admin|console|shell|connector|store)(\\..*)?");
  private static final Pattern MEANINGLESS_NAME =
      Pattern.compile("Abstract[A-Z].*|.*(Impl|Utils?|Helper|Manager)");

  /** A program speaks to the person at the terminal and has an exit code; so does the launcher. */
  private static final DescribedPredicate<JavaClass> PROGRAM =
      describe("a program", type -> type.tryGetMethod("main", String[].class).isPresent());

  /** Has to name a logger, and has none. */
  private static final DescribedPredicate<JavaClass> DATA_SOURCE =
      describe("a data source", type -> type.isAssignableTo("javax.sql.DataSource"));

  @Test
  void every_bundle_was_looked_at() {
    assertThat(BUNDLES.classes().stream().map(BUNDLES::of).flatMap(Optional::stream).distinct())
        .containsExactlyInAnyOrderElementsOf(BUNDLES.names());
  }

  @Test
  void edges_never_see_each_other() {
    hold(noClassSees("another edge", LawsTest::isAnotherEdge));
  }

  @Test
  void nothing_sees_the_internals_of_another_bundle() {
    hold(noClassSees("another bundle's .internal", LawsTest::isForeignInternal));
  }

  @Test
  void only_the_jpa_store_sees_persistence() {
    hold(
        noClasses()
            .that(not(BUNDLES.in("the JPA store", "store.jpa"::equals)))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.persistence..", "org.eclipse.persistence..")
            .because("another store must be able to take its place"));
  }

  @Test
  void only_doors_see_the_server_side_of_http() {
    hold(
        noClasses()
            .that(not(BUNDLES.in("the doors", bundle -> DOOR.matcher(bundle).matches())))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "jakarta.jws..", "org.apache.cxf.."),
        "lib.cxf",
        "logging");
  }

  @Test
  void no_request_state_hangs_on_a_thread() {
    hold(noClasses().should().dependOnClassesThat(named(Set.of("java.lang.ThreadLocal"))));
  }

  @Test
  void names_say_what_a_class_is() {
    hold(
        noClasses()
            .should(
                ArchCondition.from(
                    describe("be named after nothing", LawsTest::hasMeaninglessName))));
  }

  @Test
  void which_constructor_a_component_is_made_with_is_told_by_its_length() {
    hold(
        noClasses()
            .should(
                ArchCondition.from(
                    describe(
                        "have another public constructor as long as that of the component",
                        LawsTest::isMadeInTwoWays))));
  }

  @Test
  void bundles_do_not_depend_on_each_other_in_a_circle() {
    hold(slices().assignedFrom(new ByBundle()).should().beFreeOfCycles());
  }

  @Test
  void what_a_bundle_says_goes_to_slf4j() {
    hold(
        noClasses()
            .that(not(DATA_SOURCE))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..", "org.apache.commons.logging.."),
        "logging",
        KIT);
    for (String stream : List.of("out", "err")) {
      hold(
          noClasses().that(not(PROGRAM)).should().accessField(System.class, stream),
          "launcher",
          "shell",
          KIT);
    }
  }

  @Test
  void nobody_reads_serialised_objects() {
    hold(noClasses().should().dependOnClassesThat(named(Set.of("java.io.ObjectInputStream"))));
  }

  /**
   * What else reads XML reads files and calls others as well, unless somebody forbids it. Policies
   * are not a stream of the SOAP doors but a document for another's library; so are messages of
   * SAML, whose signatures Java verifies in a document only.
   */
  @Test
  void xml_comes_in_through_one_hardened_factory_of_each_kind() {
    hold(
        noClasses()
            .that(
                not(
                    named(
                        Set.of(
                            "io.tessera.inbound.soap.internal.XmlIntake",
                            "io.tessera.connector.xml.XmlIntake"))))
            .should()
            .dependOnClassesThat(
                named(
                    Set.of(
                        "javax.xml.stream.XMLInputFactory",
                        "javax.xml.stream.XMLEventFactory",
                        "com.ctc.wstx.stax.WstxInputFactory",
                        "org.apache.cxf.staxutils.StaxUtils"))));
    hold(
        noClasses()
            .that(
                not(
                    named(
                        Set.of(
                            "io.tessera.rules.xacml.internal.PolicyText",
                            "io.tessera.rules.xacml.internal.PolicyText$Reader",
                            "io.tessera.federation.saml.internal.XmlIntake",
                            "io.tessera.federation.saml.internal.XmlIntake$Strict"))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "javax.xml.parsers..",
                "javax.xml.transform..",
                "javax.xml.validation..",
                "javax.xml.xpath..",
                "org.xml.sax..")
            .orShould()
            .dependOnClassesThat(named(Set.of("java.beans.XMLDecoder"))));
  }

  @Test
  void nothing_that_comes_in_becomes_code_a_class_or_a_command() {
    hold(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.script..", "javax.naming..", "javax.el..", "jakarta.el..")
            .orShould()
            .callMethod(Class.class, "forName", String.class)
            .orShould()
            .dependOnClassesThat(named(Set.of("java.lang.ProcessBuilder", "java.lang.Process"))),
        "store.kit",
        "connector.kit");
  }

  @Test
  void nobody_sleeps() {
    hold(
        noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .because("waiting is a condition with a deadline"));
  }

  @Test
  void nobody_ends_the_process_but_who_started_it() {
    hold(noClasses().that(not(PROGRAM)).should().callMethod(System.class, "exit", int.class));
  }

  /** Holds a law in all bundles but those whose very purpose it is to do the forbidden. */
  private static void hold(ArchRule law, String... exempt) {
    Set<String> exempted = Set.of(exempt);
    law.check(
        BUNDLES.classes().that(BUNDLES.in("no exemption", bundle -> !exempted.contains(bundle))));
  }

  private static ArchRule noClassSees(String what, BiPredicate<JavaClass, JavaClass> forbidden) {
    return noClasses()
        .should(
            new ArchCondition<JavaClass>("see " + what) {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                  if (forbidden.test(type, dependency.getTargetClass())) {
                    events.add(
                        SimpleConditionEvent.satisfied(dependency, dependency.getDescription()));
                  }
                }
              }
            });
  }

  private static boolean isAnotherEdge(JavaClass from, JavaClass to) {
    return isEdge(from) && isEdge(to) && !BUNDLES.of(from).equals(BUNDLES.of(to));
  }

  private static boolean isEdge(JavaClass type) {
    return BUNDLES
        .of(type)
        .filter(bundle -> EDGE.matcher(bundle).matches() && !COMMON_GROUND.contains(bundle))
        .isPresent();
  }

  private static boolean isForeignInternal(JavaClass from, JavaClass to) {
    boolean internal = List.of(to.getPackageName().split("\\.", -1)).contains("internal");
    return internal && BUNDLES.of(to).isPresent() && !BUNDLES.of(from).equals(BUNDLES.of(to));
  }

  /** The runtime tries all of that length, and tells errors of those that do not fit. */
  private static boolean isMadeInTwoWays(JavaClass type) {
    return type.getConstructors().stream()
        .filter(constructor -> constructor.isAnnotatedWith(ACTIVATE))
        .anyMatch(
            made ->
                type.getConstructors().stream()
                    .filter(other -> !other.equals(made))
                    .filter(other -> other.getModifiers().contains(JavaModifier.PUBLIC))
                    .anyMatch(
                        other -> other.getParameters().size() == made.getParameters().size()));
  }

  private static boolean hasMeaninglessName(JavaClass type) {
    return MEANINGLESS_NAME.matcher(type.getSimpleName()).matches();
  }

  private static DescribedPredicate<JavaClass> named(Set<String> names) {
    return describe(String.join(", ", names), type -> names.contains(type.getName()));
  }

  /** One slice for each bundle. */
  private static final class ByBundle implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return BUNDLES.of(type).map(SliceIdentifier::of).orElse(SliceIdentifier.ignore());
    }

    @Override
    public String getDescription() {
      return "bundles";
    }
  }
}
