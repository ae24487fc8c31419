using EdgeTester.Firmware.Chips;
using EdgeTester.Firmware.Ports;

namespace EdgeTester.Firmware.Channels
{
    /// <summary>
    /// Eight Pt1000 at 100 uA on a converter of their own, read once a second. It is an option: a board without it has no temperatures and is whole
    /// all the same; one that fails later shows NaN.
    /// </summary>
    internal sealed class TemperatureInputs
    {
        private const long PeriodMicroseconds = 1000000;
        private const int AllChannels = 0xFF;

        private readonly Ads131m08 converter;
        private readonly double[] celsius = new double[SignalChain.ChannelCount];
        private bool present;
        private long nextAt;

        internal TemperatureInputs(ISpiBus bus)
        {
            converter = new Ads131m08(bus, SignalChain.SelectTemperature);
            Forget();
        }

        internal double Celsius(int channel)
        {
            return celsius[channel];
        }

        internal void Initialize(long nowMicroseconds)
        {
            Forget();
            present =
                converter.Initialize(0) == FrontEndFault.None
                && converter.Configure(AllChannels, Ads131m08.Oversampling16256, true) == FrontEndFault.None;

            // The filter has settled after two readings.
            nextAt = nowMicroseconds + (long)(3 * SignalChain.AveragedPeriodMicroseconds);
        }

        internal void Refresh(long nowMicroseconds)
        {
            if (!present || nowMicroseconds < nextAt)
                return;
            nextAt = nowMicroseconds + PeriodMicroseconds;

            // The first reading after the pause is an old one.
            FrontEndFault fault = converter.Read();
            if (fault == FrontEndFault.None)
                fault = converter.Read();
            if (fault == FrontEndFault.Checksum || fault == FrontEndFault.Busy)
                return;
            if (fault != FrontEndFault.None)
            {
                present = false;
                Forget();
                return;
            }
            for (int channel = 0; channel < celsius.Length; channel++)
            {
                double volt = converter.Code(channel) * SignalChain.ConverterQuantum;
                celsius[channel] = Pt1000.ToCelsius(volt / SignalChain.TemperatureAmpere);
            }
        }

        private void Forget()
        {
            for (int channel = 0; channel < celsius.Length; channel++)
                celsius[channel] = double.NaN;
        }
    }
}
