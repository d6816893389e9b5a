import { calculatorPlugin } from './calculator';
import { tierProgressPlugin } from './tier_progress';

export default [calculatorPlugin, tierProgressPlugin];
