package io.tessera.rules.xacml.internal;

import io.tessera.provisioning.api.spi.RuleDecision;
import io.tessera.provisioning.api.spi.RuleDecision.Effect;
import io.tessera.provisioning.api.spi.RulePolicy;
import io.tessera.provisioning.api.spi.RuleRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wso2.balana.AbstractPolicy;
import org.wso2.balana.MatchResult;
import org.wso2.balana.PDPConfig;
import org.wso2.balana.ParsingException;
import org.wso2.balana.PolicyTreeElement;
import org.wso2.balana.Rule;
import org.wso2.balana.UnknownIdentifierException;
import org.wso2.balana.XACMLConstants;
import org.wso2.balana.attr.AttributeValue;
import org.wso2.balana.attr.StandardAttributeFactory;
import org.wso2.balana.combine.CombinerElement;
import org.wso2.balana.ctx.AbstractResult;
import org.wso2.balana.ctx.Attribute;
import org.wso2.balana.ctx.EvaluationCtx;
import org.wso2.balana.ctx.Status;
import org.wso2.balana.ctx.xacml3.RequestCtx;
import org.wso2.balana.ctx.xacml3.XACML3EvaluationCtx;
import org.wso2.balana.xacml3.Attributes;

/** A policy or a set of them. A request carries no more than what the policy asks for. */
final class XacmlPolicy implements RulePolicy {
  private final AbstractPolicy policy;
  private final PDPConfig configuration;
  private final Map<URI, List<Asked>> asked = new HashMap<>();

  /** What is asked for, with its addresses taken apart once. */
  private record Asked(String id, URI uri, URI type) {}

  XacmlPolicy(AbstractPolicy policy, Set<Designator> designators, PDPConfig configuration) {
    this.policy = policy;
    this.configuration = configuration;
    for (Designator designator : designators) {
      asked
          .computeIfAbsent(URI.create(designator.category()), category -> new ArrayList<>())
          .add(
              new Asked(
                  designator.id(), URI.create(designator.id()), URI.create(designator.dataType())));
    }
  }

  @Override
  public Set<String> reads() {
    return asked.values().stream()
        .flatMap(List::stream)
        .map(one -> RequestAttributes.path(one.id()))
        .filter(Objects::nonNull)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * A bug of the library must not end a change: what it throws refuses. It walks through policies
   * by recursion without a bound of its own, so that one of them may be too deep for the stack.
   */
  @Override
  public RuleDecision decide(RuleRequest request) {
    try {
      return decide(new XACML3EvaluationCtx(context(request), configuration));
    } catch (ParsingException | UnknownIdentifierException unreadable) {
      return RuleDecision.error("a value does not fit: " + unreadable.getMessage());
    } catch (RuntimeException broken) {
      return RuleDecision.error("the policy fails: " + broken.getMessage());
    } catch (StackOverflowError tooDeep) {
      return RuleDecision.error("the policy fails: it goes too deep");
    }
  }

  private RequestCtx context(RuleRequest request)
      throws ParsingException, UnknownIdentifierException {
    Set<Attributes> categories = new HashSet<>();
    for (Map.Entry<URI, List<Asked>> category : asked.entrySet()) {
      Set<Attribute> attributes = new HashSet<>();
      for (Asked one : category.getValue()) {
        List<AttributeValue> values = new ArrayList<>();
        for (String text : RequestAttributes.values(request, one.id())) {
          values.add(StandardAttributeFactory.getFactory().createValue(one.type(), text));
        }
        if (!values.isEmpty()) {
          attributes.add(
              new Attribute(
                  one.uri(),
                  one.type(),
                  null,
                  null,
                  values,
                  false,
                  XACMLConstants.XACML_VERSION_3_0));
        }
      }
      categories.add(new Attributes(category.getKey(), attributes));
    }
    return new RequestCtx(categories, null);
  }

  private RuleDecision decide(EvaluationCtx context) {
    MatchResult match = policy.match(context);
    if (match.getResult() == MatchResult.NO_MATCH) {
      return RuleDecision.notApplicable("its target is another one");
    }
    if (match.getResult() == MatchResult.INDETERMINATE) {
      return RuleDecision.error(said(match.getStatus()));
    }
    AbstractResult result = policy.evaluate(context);
    return switch (result.getDecision()) {
      case AbstractResult.DECISION_PERMIT -> decided(Effect.PERMIT, result, context);
      case AbstractResult.DECISION_DENY -> decided(Effect.DENY, result, context);
      case AbstractResult.DECISION_NOT_APPLICABLE ->
          RuleDecision.notApplicable("none of its rules is about it");
      default -> RuleDecision.error(said(result.getStatus()));
    };
  }

  private RuleDecision decided(Effect effect, AbstractResult result, EvaluationCtx context) {
    return new RuleDecision(effect, deciding(policy, result.getDecision(), context), "");
  }

  /** The innermost policy and rule that say the same as the whole. */
  private static String deciding(PolicyTreeElement whole, int decision, EvaluationCtx context) {
    return whole instanceof AbstractPolicy outer
        ? outer.getChildElements().stream()
            .map(CombinerElement::getElement)
            .filter(part -> says(part, decision, context))
            .findFirst()
            .map(part -> whole.getId() + "/" + deciding(part, decision, context))
            .orElse(whole.getId().toString())
        : whole.getId().toString();
  }

  private static boolean says(PolicyTreeElement part, int decision, EvaluationCtx context) {
    return (part instanceof Rule || part.match(context).getResult() == MatchResult.MATCH)
        && part.evaluate(context).getDecision() == decision;
  }

  private static String said(Status status) {
    return Optional.ofNullable(status)
        .map(Status::getMessage)
        .map(message -> "it cannot be decided: " + message)
        .orElse("it cannot be decided");
  }
}
