using EdgeTester.Contracts;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Runner;

namespace EdgeTester.Firmware.Safety
{
    /// <summary>Holds the rows of a plan, which are well-formed already, against what this board can do.</summary>
    public static class PlanCheck
    {
        // A board that ends below has no 1 MHz option module.
        private const double OptionAboveHz = 500000;

        /// <summary>What is wrong with a row in words, or an empty text.</summary>
        public static string FaultOf(StepDefinition row, IFrontEnd frontEnd, TesterOptions options)
        {
            bool isAuto = row.Range == StepDefinition.AutoRange;
            if (!isAuto && row.Range >= frontEnd.RangeCount)
                return "there is no such current range";
            double fullScale = frontEnd.RangeFullScale(isAuto ? 0 : row.Range);
            switch (row.Kind)
            {
                case StepKind.CurrentPulse:
                    return Numbers.Absolute(row.Setpoint) > fullScale || Numbers.Absolute(row.End) > fullScale
                        ? "the current is above the range"
                        : "";
                case StepKind.ConstantCurrent:
                case StepKind.ShortCheck:
                    return Numbers.Absolute(row.Setpoint) > fullScale ? "the current is above the range" : "";
                case StepKind.ConstantVoltage:
                    return IsVoltage(row.Setpoint, row, options) ? "" : "the voltage is beyond the board's";
                case StepKind.LinearSweep:
                    return IsVoltage(row.Setpoint, row, options) && IsVoltage(row.End, row, options)
                        ? ""
                        : "a voltage of the sweep is beyond the board's";
                case StepKind.CyclicSweep:
                    return
                        IsVoltage(row.Setpoint, row, options)
                        && IsVoltage(row.End, row, options)
                        && IsVoltage(row.Vertex1, row, options)
                        && IsVoltage(row.Vertex2, row, options)
                        ? ""
                        : "a voltage of the sweep is beyond the board's";
                case StepKind.PotentiostaticImpedance:
                    if (!IsVoltage(row.Setpoint, row, options))
                        return "the bias is beyond the board's voltage";
                    return FaultOfFrequencies(row, frontEnd, options);
                case StepKind.GalvanostaticImpedance:
                    if (Numbers.Absolute(row.Setpoint) + row.Amplitude > fullScale)
                        return "bias and amplitude are above the range";
                    return FaultOfFrequencies(row, frontEnd, options);
                default:
                    return "";
            }
        }

        private static string FaultOfFrequencies(
            StepDefinition row,
            IFrontEnd frontEnd,
            TesterOptions options
        )
        {
            double high =
                row.StartFrequencyHz > row.EndFrequencyHz ? row.StartFrequencyHz : row.EndFrequencyHz;
            double low =
                row.StartFrequencyHz > row.EndFrequencyHz ? row.EndFrequencyHz : row.StartFrequencyHz;
            // A millionth more is the rounding of a frequency that was computed, not another frequency.
            if (high > frontEnd.HighestPointFrequencyHz * 1.000001)
                return frontEnd.HighestPointFrequencyHz < OptionAboveHz
                    ? "a frequency is above the board's 200 kHz: up to 1 MHz needs the option module"
                    : "a frequency is above the board's 1 MHz";
            return low < options.MinimumFrequencyHz * 0.999999 ? "a frequency is below the board's" : "";
        }

        private static bool IsVoltage(double volt, StepDefinition row, TesterOptions options)
        {
            double span = options.MaximumVoltage - options.MinimumVoltage;
            if (row.RelativeToOpenCircuit)
                return Numbers.Absolute(volt) <= span;
            return volt >= options.MinimumVoltage && volt <= options.MaximumVoltage;
        }
    }
}
