using EdgeTester.Contracts;
using EdgeTester.Firmware.Journal;
using EdgeTester.Firmware.Runner;

namespace EdgeTester.Firmware.Telemetry
{
    /// <summary>
    /// Calibration and limits of the device: found at boot, changed at the host's word while no channel has a run, kept in two copies so that one
    /// that goes bad leaves the one before.
    /// </summary>
    public sealed class CalibrationAndLimits
    {
        private readonly TesterContext context;
        private readonly Channel[] channels;
        private readonly DeviceFile calibration;
        private readonly DeviceFile limits;
        private readonly Limits received = new Limits();

        /// <summary>Makes them.</summary>
        public CalibrationAndLimits(TesterContext context, Channel[] channels)
        {
            this.context = context;
            this.channels = channels;
            calibration = new DeviceFile(context.Store, DeviceFile.Calibration);
            limits = new DeviceFile(context.Store, DeviceFile.Limits);
        }

        /// <summary>Puts into use what was kept; before the front end is initialised.</summary>
        public void Load()
        {
            byte[] buffer = context.MessageBuffer;
            for (int attempt = 0; attempt < 2; attempt++)
            {
                int count = calibration.Load(buffer, attempt);
                if (count > 0 && context.FrontEnd.Calibrate(buffer, count))
                    break;
            }
            for (int attempt = 0; attempt < 2; attempt++)
            {
                int count = limits.Load(buffer, attempt);
                if (count > 0 && DeviceLimits.TryDecode(buffer, count, received, context.Reader))
                {
                    DeviceLimits.Tighten(context.DeviceLimits, received);
                    break;
                }
            }
        }

        /// <summary>Takes a calibration from the host.</summary>
        /// <param name="payload">The board's own bytes.</param>
        /// <param name="answer">Why not.</param>
        public CommandResult SetCalibration(byte[] payload, out string answer)
        {
            if (!IsIdle(out answer))
                return CommandResult.Busy;
            if (!context.FrontEnd.IsCalibration(payload, payload.Length))
            {
                answer = "the calibration is damaged or not of this board";
                return CommandResult.BadPlan;
            }
            // The message is in the payload already: its buffer is free.
            if (!calibration.Save(payload, payload.Length, context.MessageBuffer))
            {
                answer = "the calibration could not be stored; the one before holds";
                return CommandResult.NotReady;
            }
            context.FrontEnd.Calibrate(payload, payload.Length);
            context.MustDescribe = true;
            return CommandResult.Accepted;
        }

        /// <summary>Makes a calibration of comparisons with standards.</summary>
        /// <param name="payload">A <see cref="CalibrationOrder"/>.</param>
        /// <param name="answer">Why not.</param>
        public CommandResult Calibrate(byte[] payload, out string answer)
        {
            if (!IsIdle(out answer))
                return CommandResult.Busy;
            CalibrationOrder order = new CalibrationOrder();
            if (!order.TryDecode(payload, payload.Length, context.Reader))
            {
                answer = "the order to calibrate is damaged";
                return CommandResult.BadPlan;
            }
            // The points adjust what was in use when they were read: an order that comes again must not adjust twice.
            if (string.Compare(order.Name, context.FrontEnd.CalibrationName) == 0)
            {
                answer = "this calibration is in use already";
                return CommandResult.AlreadyDone;
            }
            int badPoint;
            int count = context.FrontEnd.Adjust(order, context.MessageBuffer, out badPoint);
            if (count == 0)
            {
                answer =
                    "point index "
                    + badPoint
                    + " cannot be: no such channel or range, levels too near, or over 5 % off";
                return CommandResult.BadPlan;
            }
            byte[] bytes = new byte[count];
            for (int k = 0; k < count; k++)
                bytes[k] = context.MessageBuffer[k];
            return SetCalibration(bytes, out answer);
        }

        /// <summary>Takes limits from the host.</summary>
        /// <param name="payload">A <see cref="DeviceLimits"/>.</param>
        /// <param name="answer">Why not.</param>
        public CommandResult SetLimits(byte[] payload, out string answer)
        {
            if (!IsIdle(out answer))
                return CommandResult.Busy;
            if (!DeviceLimits.TryDecode(payload, payload.Length, received, context.Reader))
            {
                answer = "the limits are damaged";
                return CommandResult.BadPlan;
            }
            if (!limits.Save(payload, payload.Length, context.MessageBuffer))
            {
                answer = "the limits could not be stored; those before hold";
                return CommandResult.NotReady;
            }
            context.DeviceLimits = new Limits();
            DeviceLimits.Tighten(context.DeviceLimits, received);
            return CommandResult.Accepted;
        }

        private bool IsIdle(out string answer)
        {
            answer = "";
            for (int k = 0; k < channels.Length; k++)
            {
                ChannelState state = channels[k].State;
                if (state != ChannelState.Running && state != ChannelState.Paused)
                    continue;
                answer = "channel index " + k + " has a run: settings change only while no channel has one";
                return false;
            }
            return true;
        }
    }
}
