package io.tessera.connector.connid.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A sentence of the contract that a released connector does not keep, and why. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(BeyondIt.All.class)
public @interface BeyondIt {
  String sentence();

  String because();

  /** Several. */
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @ExtendWith(Skipping.class)
  @interface All {
    BeyondIt[] value();
  }

  /** Tells the reason in the place of a verdict. */
  final class Skipping implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      String method = context.getTestMethod().map(m -> m.getName()).orElse("");
      for (BeyondIt beyond : context.getRequiredTestClass().getAnnotationsByType(BeyondIt.class)) {
        if (beyond.sentence().equals(method)) {
          return ConditionEvaluationResult.disabled(beyond.because());
        }
      }
      return ConditionEvaluationResult.enabled("");
    }
  }
}
