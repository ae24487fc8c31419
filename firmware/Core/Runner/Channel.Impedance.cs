using EdgeTester.Contracts;
using EdgeTester.Firmware.Impedance;
using EdgeTester.Firmware.Journal;
using EdgeTester.Firmware.Ports;
using EdgeTester.Firmware.Safety;

namespace EdgeTester.Firmware.Runner
{
    public sealed partial class Channel
    {
        private void TickImpedance(long now)
        {
            ImpedanceProgress progress = impedance.Tick(now, readingsAreNew, voltage, current);
            if (impedance.Range != range && impedance.Range >= 0)
            {
                recorder.AddEvent(RunEventCode.RangeChanged, EndReason.None, range, impedance.Range, 0, "");
                range = impedance.Range;
                Settle(now);
            }
            switch (progress)
            {
                case ImpedanceProgress.PointReady:
                    SayPoint();
                    impedance.Next(now);
                    break;
                case ImpedanceProgress.PointSkipped:
                    const string Text = "an impedance point could not be measured and is left out";
                    recorder.AddEvent(RunEventCode.Warning, EndReason.None, impedance.Index, 0, 0, Text);
                    run.PointIndex++;
                    impedance.Next(now);
                    break;
                case ImpedanceProgress.Finished:
                    EndStep(EndReason.Completed, Condition.NextStep, now);
                    break;
                case ImpedanceProgress.Failed:
                    impedance.Stop();
                    DriveFailed(impedance.Fault, now);
                    break;
            }
        }

        private void SayPoint()
        {
            PointResult result = impedance.Result;
            ImpedancePoint p = context.Point;
            p.Spectrum = run.Spectrum;
            p.Index = (ushort)impedance.Index;
            p.PointCount = (ushort)impedance.Count;
            p.FrequencyHz = result.FrequencyHz;
            p.RealOhm = result.RealOhm;
            p.ImaginaryOhm = result.ImaginaryOhm;
            p.RelativeSigma = result.RelativeSigma;
            p.VoltageAmplitude = result.VoltageAmplitude;
            p.CurrentAmplitude = result.CurrentAmplitude;
            p.DirectVoltage = impedance.DirectVoltage;
            p.DirectCurrent = impedance.DirectCurrent;
            p.DriftVolt = impedance.DriftVolt;
            p.HarmonicShare = result.HarmonicShare;
            p.Periods = (uint)result.Periods;
            p.Range = (byte)result.Range;
            p.Quality = result.Quality;
            p.TemperatureCentidegrees = RunRecorder.Centidegrees(Temperature);
            recorder.AddPoint();
            // The lowest frequency comes nearest to the resistance at direct current.
            int lowest = step.EndFrequencyHz > step.StartFrequencyHz ? 0 : impedance.Count - 1;
            if (impedance.Index == lowest)
                run.Resistance = result.RealOhm;
            run.PointIndex = (ushort)(impedance.Index + 1);
            run.PointsMeasured++;
        }

        private void CloseSpectrum()
        {
            if (!run.SpectrumIsOpen)
                return;
            recorder.AddEvent(
                RunEventCode.SpectrumEnded,
                EndReason.None,
                run.Spectrum,
                run.PointsMeasured,
                0,
                ""
            );
            run.SpectrumIsOpen = false;
            run.Spectrum++;
        }
    }
}
